package dev.candor.audit.fsck;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./candor fsck}: checks a whole log from its public bytes. Exit status 0 clean, 1 contradictions, 2 usage, 3 not readable. */
@CommandLine.Command(
        name = "fsck",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rebuilds the root of a log from its public bytes alone, and checks every tile, bundle, entry, offset,",
            "CoverageEntry, both signature lines and the witnesses' quorum (spec/log.md section 6)."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:The log is clean.",
            "1:It contradicts itself, its keys, its policy or a head that was given.",
            "2:The command is not of this form.",
            "3:The bytes could not be read: nothing was found out."
        })
public final class Fsck implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int CONTRADICTED = 1;
    private static final int NOT_READ = 3;
    private static final int PROGRESS_EVERY = 65_536;

    private final PrintStream out;

    @CommandLine.Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service, for example http://localhost:8080, or with --keys the log's prefix.")
    private @Nullable URI url;

    @CommandLine.Option(
            names = "--directory",
            paramLabel = "FOLDER",
            description = "A mirror on this machine instead: checkpoint and tile/ below this folder.")
    private @Nullable Path directory;

    @CommandLine.Option(
            names = "--key",
            paramLabel = "VKEY",
            description =
                    "The log's verifier keys, Ed25519 and EIP-712. Left out: as the service names them, which only shows"
                            + " that the log agrees with itself.")
    private List<String> keys = new ArrayList<>();

    @CommandLine.Option(names = "--l1-chain-id", paramLabel = "ID", description = "With --key: the chain id of L1.")
    private long l1ChainId;

    @CommandLine.Option(
            names = "--rollup",
            paramLabel = "ADDRESS",
            description = "With --key: the Rollup contract on L1.")
    private String rollup = Address.ZERO.toHex();

    @CommandLine.Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A C2SP tlog-policy. Left out: the one that the service names.")
    private @Nullable Path policy;

    @CommandLine.Option(
            names = "--head",
            paramLabel = "SIZE:ROOT",
            description = "A head of this log from elsewhere, root in 0x-hex; may be repeated.")
    private List<String> heads = new ArrayList<>();

    Fsck(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new Fsck(out)).execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return check();
        } catch (IOException e) {
            out.println("fsck: the log could not be read, nothing was found out: " + e.getMessage());
            return NOT_READ;
        } catch (IllegalArgumentException e) {
            out.println("fsck: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int check() throws IOException, InterruptedException {
        Optional<PublishedFacts> facts = keys.isEmpty() ? Optional.of(factsOfService()) : Optional.empty();
        PublicBytes bytes = bytes(facts);
        Trust trust = trust(facts);
        List<TreeHead> known = heads.stream().map(Fsck::head).toList();
        byte[] note = bytes.fetch("checkpoint").orElseThrow(() -> new IOException("no checkpoint is published there"));
        if (!(trust.verify(note) instanceof Parsed.Ok<Checkpoint>(Checkpoint checkpoint))) {
            out.println("fsck: the checkpoint is not valid. "
                    + (trust.verify(note) instanceof Parsed.Malformed<Checkpoint>(String why) ? why : ""));
            return CONTRADICTED;
        }
        out.printf(
                "checkpoint of %s at size %d: both lines of the log and the quorum of its witnesses verify%n",
                checkpoint.origin(), checkpoint.tree().size());
        if (facts.isPresent()) {
            out.println(
                    "keys and policy are those that the service names itself: give --key and --policy to trust nobody");
        }
        LogCheck log = new LogCheck(bytes, done -> {
            if (done % PROGRESS_EVERY == 0) {
                out.printf("  %d of %d entries%n", done, checkpoint.tree().size());
            }
        });
        return report(checkpoint.tree(), log.run(checkpoint.tree(), known), log);
    }

    private int report(TreeHead tree, List<String> contradictions, LogCheck log) {
        if (contradictions.isEmpty()) {
            log.entries()
                    .next()
                    .forEach((line, next) -> out.printf(
                            "  %s, partition %d: offsets 0 to %d, each once%n",
                            line.topic().kafkaName(), line.partition(), next - 1));
            out.printf("fsck: clean: %d entries rebuild the root %s%n", tree.size(), tree.root());
            return CLEAN;
        }
        contradictions.forEach(why -> out.println("  " + why));
        out.printf("fsck: %d contradictions%n", contradictions.size());
        return CONTRADICTED;
    }

    private PublishedFacts factsOfService() throws IOException, InterruptedException {
        if (url == null) {
            throw new IllegalArgumentException("Expected --url, or --directory with --key and --policy.");
        }
        byte[] json = new HttpBytes(url)
                .fetch("v1/log")
                .orElseThrow(() -> new IOException("no /v1/log at " + url + ": give --key and --policy"));
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return mapper.readValue(json, PublishedFacts.class);
    }

    private PublicBytes bytes(Optional<PublishedFacts> facts) {
        if (directory != null) {
            return new FolderBytes(directory);
        }
        URI address = url;
        if (address == null) {
            throw new IllegalArgumentException("Expected --url or --directory.");
        }
        String prefix = facts.map(PublishedFacts::prefix).orElse("");
        return new HttpBytes(URI.create(address.toString().replaceAll("/+$", "") + prefix));
    }

    private Trust trust(Optional<PublishedFacts> facts) throws IOException {
        List<String> logKeys = facts.map(PublishedFacts::verifierKeys).orElse(keys);
        CandorDomain domain = facts.map(published -> new CandorDomain(
                        Long.parseUnsignedLong(published.domain().l1ChainId()),
                        Address.fromHex(published.domain().rollup())))
                .orElse(new CandorDomain(l1ChainId, Address.fromHex(rollup)));
        if (policy == null && facts.isEmpty()) {
            throw new IllegalArgumentException("Expected --policy with --key.");
        }
        byte[] text = policy != null
                ? Files.readAllBytes(policy)
                : facts.orElseThrow().policy().getBytes(StandardCharsets.UTF_8);
        return Trust.of(logKeys, domain, text);
    }

    private static TreeHead head(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("Expected a head as <size>:<root in 0x-hex>, found " + text + ".");
        }
        return new TreeHead(
                Long.parseLong(text.substring(0, colon)),
                TreeHash.copyOf(Bytes.fromHex(text.substring(colon + 1)).toArray()));
    }
}
