package dev.candor.audit.serving;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.audit.witness.LogPolicy;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.VerifierKey;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a reader must know of the log, its checkpoints and its proofs (log.md section 5). Covers what is published. */
@RestController
class LogResource {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int USUAL_PAGE = 20;

    private final RollupIdentity rollup;
    private final LogKeys keys;
    private final LogPolicy policy;
    private final Checkpoints checkpoints;
    private final LogReader log;
    private final Covered covered;

    LogResource(
            RollupIdentity rollup,
            LogKeys keys,
            LogPolicy policy,
            Checkpoints checkpoints,
            LogReader log,
            Covered covered) {
        this.rollup = rollup;
        this.keys = keys;
        this.policy = policy;
        this.checkpoints = checkpoints;
        this.log = log;
        this.covered = covered;
    }

    record Domain(String l1ChainId, String rollup) {}

    record LogFacts(
            String rollupId,
            String origin,
            String originHash,
            String prefix,
            Domain domain,
            List<String> verifierKeys,
            String logAddress,
            String policy,
            String mergeDelayMillis) {}

    record CheckpointFacts(String size, String root, String publishedAtMillis, String note) {}

    record CheckpointPage(
            List<CheckpointFacts> checkpoints, @Nullable String next) {}

    record InclusionProof(String index, String size, String root, String leafHash, List<String> nodes) {}

    record ConsistencyProof(String from, String to, String fromRoot, String toRoot, List<String> nodes) {}

    @Operation(summary = "The log's name, keys and policy")
    @GetMapping("/v1/log")
    LogFacts facts() {
        return new LogFacts(
                rollup.id().toString(),
                rollup.origin(),
                rollup.originHash().toHex(),
                TilesResource.prefix(rollup),
                new Domain(
                        Long.toUnsignedString(rollup.l1ChainId()),
                        rollup.rollupAddress().toString()),
                keys.verifierKeys().stream().map(VerifierKey::print).toList(),
                keys.address().toString(),
                policy.text(),
                Long.toString(PipelineMetrics.MAX_MERGE_DELAY.toMillis()));
    }

    @Operation(summary = "Published checkpoints, newest first")
    @GetMapping("/v1/checkpoints")
    CheckpointPage page(@RequestParam Optional<String> before, @RequestParam Optional<String> limit) {
        long below = before.map(text -> number("before", text)).orElse(Long.MAX_VALUE);
        long wanted = limit.map(text -> number("limit", text)).orElse((long) USUAL_PAGE);
        if (wanted < 1 || wanted > Checkpoints.MAX_PAGE) {
            throw ProblemException.invalid("limit", "expected 1 to " + Checkpoints.MAX_PAGE);
        }
        List<PublishedCheckpoint> found = checkpoints.page(below, (int) wanted);
        String next =
                found.size() < wanted ? null : Long.toString(found.getLast().size());
        return new CheckpointPage(found.stream().map(LogResource::facts).toList(), next);
    }

    private static CheckpointFacts facts(PublishedCheckpoint checkpoint) {
        return new CheckpointFacts(
                Long.toString(checkpoint.size()),
                hex(checkpoint.root()),
                Long.toString(checkpoint.publishedAtMillis()),
                new String(checkpoint.note().readOnlyArray(), StandardCharsets.UTF_8));
    }

    @Operation(summary = "That an entry is in the tree of a size")
    @GetMapping("/v1/proofs/inclusion")
    InclusionProof inclusion(@RequestParam Optional<String> index, @RequestParam Optional<String> size) {
        long leaf = number("index", index.orElseThrow(() -> missing("index")));
        long tree = covered("size", size);
        if (leaf >= tree) {
            throw ProblemException.invalid("index", "expected an index below the size " + tree);
        }
        return new InclusionProof(
                Long.toString(leaf),
                Long.toString(tree),
                hex(log.head(tree).root()),
                hex(log.leafHash(leaf)),
                hex(log.inclusion(leaf, tree)));
    }

    @Operation(summary = "That an older tree is the beginning of a newer one")
    @GetMapping("/v1/proofs/consistency")
    ConsistencyProof consistency(@RequestParam Optional<String> from, @RequestParam Optional<String> to) {
        long old = number("from", from.orElseThrow(() -> missing("from")));
        long tree = covered("to", to);
        if (old > tree) {
            throw ProblemException.invalid("from", "expected a size of at most " + tree);
        }
        return new ConsistencyProof(
                Long.toString(old),
                Long.toString(tree),
                hex(log.head(old).root()),
                hex(log.head(tree).root()),
                hex(log.consistency(old, tree)));
    }

    /** The size that is asked for, or the newest one; nothing beyond that is told. */
    private long covered(String name, Optional<String> text) {
        long newest = covered.refreshed();
        long size = text.map(given -> number(name, given)).orElse(newest);
        if (size > newest) {
            throw ProblemException.of(
                    ProblemKind.NOT_YET,
                    "Expected a size of at most %d, the newest published one, found %d: ask again later."
                            .formatted(newest, size));
        }
        return size;
    }

    private static ProblemException missing(String name) {
        return ProblemException.invalid(name, "expected a decimal number");
    }

    private static long number(String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw ProblemException.invalid(name, "expected a decimal number below 10^18 without leading zeros");
        }
        return Long.parseLong(text);
    }

    private static String hex(TreeHash hash) {
        return Hash32.wrap(hash.toArray()).toHex();
    }

    private static List<String> hex(List<TreeHash> hashes) {
        return hashes.stream().map(LogResource::hex).toList();
    }
}
