package dev.candor.audit.fsck;

import dev.candor.l1.L1UnavailableException;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code ./candor fsck}: checks a whole log from its public bytes. Exit status 0 clean, 1 contradictions, 2 usage, 3 not readable. */
@CommandLine.Command(
        name = "fsck",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rebuilds the root of a log from its public bytes alone, and checks every tile, bundle, entry, offset,",
            "CoverageEntry, both signature lines, the witnesses' quorum and, with --l1, every anchor (spec/log.md",
            "sections 6 and 7). Without options in a checkout where a devnet runs: the log of that devnet."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:The log is clean.",
            "1:It contradicts itself, its keys, its policy, an anchor on L1 or a head that was given.",
            "2:The command is not of this form.",
            "3:The bytes or L1 could not be read: nothing was found out."
        })
public final class Fsck implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int CONTRADICTED = 1;
    private static final int NOT_READ = 3;
    private static final int PROGRESS_EVERY = 65_536;

    private final PrintStream out;

    @CommandLine.Mixin
    private FsckOptions options = new FsckOptions();

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
        } catch (IOException | L1UnavailableException e) {
            out.println("fsck: the log or L1 could not be read, nothing was found out: " + e.getMessage());
            return NOT_READ;
        } catch (IllegalArgumentException e) {
            out.println("fsck: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int check() throws IOException, InterruptedException {
        LogSource source = options.source();
        List<KnownHead> known = new ArrayList<>();
        for (String head : heads) {
            known.add(new KnownHead(head(head), "known from elsewhere"));
        }
        // Before the checkpoint: what is anchored meanwhile need not be under the one that is read.
        Optional<AnchoredHeads.Answer> onL1 = source.anchors().map(l1 -> anchors(source, l1));
        onL1.ifPresent(answer -> known.addAll(answer.anchors()));
        byte[] note = source.bytes()
                .fetch("checkpoint")
                .orElseThrow(() -> new IOException("no checkpoint is published there"));
        return switch (source.trust().verify(note)) {
            case Parsed.Malformed<Checkpoint>(String why) -> {
                out.println("fsck: the checkpoint is not valid. " + why);
                yield CONTRADICTED;
            }
            case Parsed.Ok<Checkpoint>(Checkpoint checkpoint) -> walk(source, checkpoint, known, onL1);
        };
    }

    private static AnchoredHeads.Answer anchors(LogSource source, LogSource.OnL1 l1) {
        try (AnchoredHeads heads = new AnchoredHeads(l1.rpcUrl(), l1.contract())) {
            return heads.of(source.trust().origin(), l1.chainId(), l1.fromBlock());
        }
    }

    private int walk(
            LogSource source, Checkpoint checkpoint, List<KnownHead> known, Optional<AnchoredHeads.Answer> onL1)
            throws IOException, InterruptedException {
        out.printf(
                "checkpoint of %s at size %d: both lines of the log and the quorum of its witnesses verify%n",
                checkpoint.origin(), checkpoint.tree().size());
        if (source.selfNamed()) {
            out.println(
                    "keys and policy are those that the service names itself: give --trust, or --key and --policy, to trust nobody");
        }
        LogCheck log = new LogCheck(source.bytes(), source.service().map(HashedEvents::new), done -> {
            if (done % PROGRESS_EVERY == 0) {
                out.printf("  %d of %d entries%n", done, checkpoint.tree().size());
            }
        });
        List<String> contradictions = new ArrayList<>(log.run(checkpoint.tree(), known));
        onL1.ifPresent(answer -> contradictions.addAll(answer.contradictions()));
        return report(checkpoint.tree(), contradictions, log, onL1);
    }

    private int report(TreeHead tree, List<String> contradictions, LogCheck log, Optional<AnchoredHeads.Answer> onL1) {
        if (!contradictions.isEmpty()) {
            contradictions.forEach(why -> out.println("  " + why));
            out.printf("fsck: %d contradictions%n", contradictions.size());
            return CONTRADICTED;
        }
        log.entries()
                .next()
                .forEach((line, next) -> out.printf(
                        "  %s, partition %d: offsets 0 to %d, each once%n",
                        line.topic().kafkaName(), line.partition(), next - 1));
        log.hashedEvents()
                .ifPresentOrElse(
                        checked -> out.printf("  %d entries hold the hash of an event: each is served%n", checked),
                        () -> out.println(
                                "  events beside the log were not looked at: that takes --url of the service"));
        onL1.ifPresentOrElse(
                answer -> out.printf(
                        "  %d anchors on L1 up to block %d, each the root at its size%n",
                        answer.anchors().size(), answer.block()),
                () -> out.println("  anchors were not looked at: that takes --l1"));
        out.printf("fsck: clean: %d entries rebuild the root %s%n", tree.size(), tree.root());
        return CLEAN;
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
