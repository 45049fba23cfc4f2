package dev.candor.audit.serving;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TreeHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether an offset of Kafka is in the log, proven either way in two steps of 256 entries (log.md sections 3 and 5). */
@RestController
class CoverageResource {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private static final long MAX_TOPIC = 0xffff;
    private static final long MAX_PARTITION = Integer.MAX_VALUE;
    private static final long MAX_OFFSET = 999_999_999_999_999_999L;

    private final LogReader log;
    private final Covered covered;

    CoverageResource(LogReader log, Covered covered) {
        this.log = log;
        this.covered = covered;
    }

    /** A CoverageEntry and its path in the tree. */
    record Proven(String index, String entry, String nextOffset, List<String> nodes) {}

    /**
     * @param index where the offset stands; null when it is not in the tree of {@code size}
     * @param before the newest CoverageEntry before that place; null in the first bundle
     * @param after the one that ends its bundle; null while the bundle is not full
     * @param bundle what lies between them, below the log's prefix; null when nothing has come since {@code before}
     */
    record CoverageProof(
            String topicId,
            String partition,
            String offset,
            String size,
            String root,
            @Nullable String index,
            @Nullable Proven before,
            @Nullable Proven after,
            @Nullable String bundle) {}

    @Operation(
            summary = "That a partition's offset is in the log, or is not in it yet",
            description = "Two CoverageEntries with their proofs, and the bundle between them.")
    @GetMapping("/v1/proofs/coverage")
    CoverageProof coverage(
            @Parameter(description = "1 arrivals, 2 promises, 3 batches, …") @RequestParam String topicId,
            @RequestParam(defaultValue = "0") String partition,
            @Parameter(description = "The arrival's seq, or Kafka's offset") @RequestParam String offset) {
        long size = covered.refreshed();
        if (size == 0) {
            throw ProblemException.of(
                    ProblemKind.NOT_YET, "Expected a published checkpoint, found none yet: ask again later.");
        }
        Coverage.Line line = new Coverage.Line(topic(topicId), (int) number("partition", partition, MAX_PARTITION));
        long wanted = number("offset", offset, MAX_OFFSET);
        Optional<Long> index =
                log.indexOf(line.topic(), line.partition(), wanted).filter(found -> found < size);
        // Without the offset what counts is the newest coverage there is, and what has come since.
        long bundle = index.orElse(size) / Coverage.INTERVAL;
        long first = bundle * Coverage.INTERVAL;
        int width = (int) Math.min(Coverage.INTERVAL, size - first);
        return new CoverageProof(
                Integer.toString(line.topic().id()),
                Integer.toUnsignedString(line.partition()),
                Long.toString(wanted),
                Long.toString(size),
                hex(log.head(size).root()),
                index.map(String::valueOf).orElse(null),
                bundle == 0 ? null : proven(line, first - 1, size),
                width == Coverage.INTERVAL ? proven(line, first + width - 1, size) : null,
                width == 0 ? null : new EntryBundleId(bundle, width).path());
    }

    private Proven proven(Coverage.Line line, long index, long size) {
        LogEntry entry = log.entries(index, 1).getFirst();
        Coverage coverage = Coverage.decode(entry.event()).orThrow();
        return new Proven(
                Long.toString(index),
                Bytes.wrap(entry.encode()).toHex(),
                Long.toUnsignedString(coverage.next(line)),
                log.inclusion(index, size).stream().map(CoverageResource::hex).toList());
    }

    private static Topic topic(String text) {
        return Topic.ofId((int) number("topicId", text, MAX_TOPIC))
                .filter(Topic::isLogged)
                .orElseThrow(() -> ProblemException.invalid("topicId", "expected the id of a topic that is logged"));
    }

    private static long number(String name, String text, long max) {
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > max) {
            throw ProblemException.invalid(name, "expected a decimal number of at most " + max);
        }
        return Long.parseLong(text);
    }

    private static String hex(TreeHash hash) {
        return Hash32.wrap(hash.toArray()).toHex();
    }
}
