package dev.candor.bench.audit;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./candor bench audit}: starts a devnet and Tessera's POSIX log, loads one after the other, then the peer once more
 * with the devnet gone, and prints what was measured.
 */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Measures the transparency log with its three witnesses beside Tessera's POSIX log.")
public final class AuditBench implements Callable<Integer> {
    private static final Map<String, String> KEEP_ALL = Map.of("retention.ms", "-1");
    private static final int UNBOUNDED = 100_000;

    @Option(names = "--entries", defaultValue = "300000", description = "of each turn at full speed (${DEFAULT-VALUE})")
    int entries;

    @Option(
            names = "--warm-up",
            defaultValue = "150000",
            description = "entries before the first turn (${DEFAULT-VALUE})")
    int warmUp;

    @Option(
            names = "--entry-bytes",
            defaultValue = "8,900",
            split = ",",
            description =
                    "sizes of an entry's content to measure with; a promise's event has about 900 (${DEFAULT-VALUE})")
    List<Integer> entryBytes = List.of();

    @Option(names = "--writers", defaultValue = "512", description = "of Tessera's load generator (${DEFAULT-VALUE})")
    int writers;

    @Option(
            names = "--steady-rate",
            defaultValue = "5000,16000",
            split = ",",
            description = "entries/s of the turns that measure latency (${DEFAULT-VALUE})")
    List<Integer> steadyRates = List.of();

    @Option(names = "--seconds", defaultValue = "20", description = "of each of the peer's turns (${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--rounds", defaultValue = "2", description = "of each comparison, alternating (${DEFAULT-VALUE})")
    int rounds;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("candor-bench-tessera-");
        try (TesseraLog tessera = TesseraLog.start(directory, System.out::println)) {
            for (Ours ours : besideEachOther(tessera)) {
                alone(tessera, ours);
            }
        }
        return 0;
    }

    private record Ours(int entryBytes, double perSecond) {}

    private List<Ours> besideEachOther(TesseraLog tessera) throws Exception {
        try (Devnet devnet = Devnet.start(DevnetOptions.forTests().withAudit(Map.of()), System.out::println)) {
            devnet.kafka().createTopic(CandorTurn.TOPIC, 1, KEEP_ALL);
            URI log = URI.create(devnet.audit().logUrl());
            FollowerBacklog backlog =
                    new FollowerBacklog(URI.create(devnet.audit().managementUrl() + "/actuator/prometheus"));
            CandorTurn candor = new CandorTurn(devnet.kafka().bootstrapServers(), log, backlog);
            System.out.println("    warm-up: " + candor.run("candor", Long.MAX_VALUE, warmUp, entryBytes.getFirst()));
            List<Ours> ours = new ArrayList<>();
            for (int bytes : entryBytes) {
                ours.add(new Ours(bytes, compare(candor, tessera, bytes)));
            }
            return ours;
        }
    }

    /** The devnet is gone: what the peer does with the machine to itself. */
    private void alone(TesseraLog tessera, Ours ours) throws Exception {
        TesseraTurn peer = new TesseraTurn(tessera, writers, ours.entryBytes());
        Coverage theirs = said(peer.run(
                "tessera, %d bytes, alone".formatted(ours.entryBytes()), UNBOUNDED, Duration.ofSeconds(seconds)));
        printRatio("%d bytes, tessera alone".formatted(ours.entryBytes()), ours.perSecond(), theirs.perSecond());
    }

    private double compare(CandorTurn candor, TesseraLog tessera, int bytes) throws Exception {
        TesseraTurn peer = new TesseraTurn(tessera, writers, bytes);
        Duration length = Duration.ofSeconds(seconds);
        List<Coverage> ours = new ArrayList<>();
        List<Coverage> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(said(candor.run("candor, %d bytes, full speed".formatted(bytes), Long.MAX_VALUE, entries, bytes)));
            theirs.add(said(peer.run("tessera, %d bytes, full speed".formatted(bytes), UNBOUNDED, length)));
        }
        double mine = average(ours);
        printRatio("%d bytes, alternating".formatted(bytes), mine, average(theirs));
        for (int rate : steadyRates) {
            said(candor.run("candor, %d bytes, steady %d/s".formatted(bytes, rate), rate, rate * seconds, bytes));
            said(peer.run("tessera, %d bytes, steady %d/s".formatted(bytes, rate), rate, length));
        }
        return mine;
    }

    private static void printRatio(String name, double mine, double peers) {
        System.out.printf(
                Locale.ROOT,
                "==> %s: candor %.0f entries/s, tessera %.0f entries/s, ratio %.2f%n",
                name,
                mine,
                peers,
                mine / peers);
    }

    private static double average(List<Coverage> turns) {
        return turns.stream().mapToDouble(Coverage::perSecond).average().orElseThrow();
    }

    private static Coverage said(Coverage coverage) {
        System.out.println(coverage);
        return coverage;
    }
}
