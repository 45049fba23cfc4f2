package dev.candor.bench.audit;

import dev.candor.localservers.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The peer's turn: its own load generator writes, and single probes beside it measure how long an entry takes. */
final class TesseraTurn {
    private static final int PROBES_PER_SECOND = 20;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration COVER_LIMIT = Duration.ofSeconds(60);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TesseraLog log;
    private final int writers;
    private final int entryBytes;
    private int probes;

    TesseraTurn(TesseraLog log, int writers, int entryBytes) {
        this.log = log;
        this.writers = writers;
        this.entryBytes = entryBytes;
    }

    private record Probe(long index, long sentAtNanos) {}

    /** @param perSecond what the load generator may write at most */
    Coverage run(String name, long perSecond, Duration length) throws IOException, InterruptedException {
        try (CheckpointWatch watch = new CheckpointWatch(log.checkpoint());
                HttpClient client = HttpClient.newHttpClient();
                ServerProcess hammer = log.hammer(writers, perSecond, entryBytes)) {
            Thread.sleep(WARM_UP.toMillis());
            long fromSize = watch.size();
            long startedAtNanos = watch.coveredAtNanos(fromSize - 1);
            List<Probe> sent = new ArrayList<>();
            long until = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < until) {
                sent.add(probe(client));
                Thread.sleep(MILLIS_PER_SECOND / PROBES_PER_SECOND);
            }
            long newest = sent.getLast().index();
            watch.awaitSize(newest + 1, COVER_LIMIT);
            Coverage coverage =
                    Coverage.between(name, watch.sightings(), fromSize, startedAtNanos, latency(watch, sent));
            hammer.kill();
            return coverage;
        }
    }

    private Probe probe(HttpClient client) throws IOException, InterruptedException {
        probes++;
        byte[] entry = "probe %d of run %d".formatted(probes, System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        long sentAtNanos = System.nanoTime();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(log.add())
                        .timeout(COVER_LIMIT)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(entry))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "Expected Tessera to take a probe, found %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return new Probe(Long.parseLong(answer.body().strip()), sentAtNanos);
    }

    private static Histogram latency(CheckpointWatch watch, List<Probe> sent) {
        Histogram millis = new Histogram(3);
        for (Probe probe : sent) {
            millis.recordValue((watch.coveredAtNanos(probe.index()) - probe.sentAtNanos()) / NANOS_PER_MILLI);
        }
        return millis;
    }
}
