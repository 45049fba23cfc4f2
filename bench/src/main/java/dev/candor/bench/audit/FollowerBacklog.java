package dev.candor.bench.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How far the index and the findings are behind the log: what a published entry still waits for before it can be looked up. */
final class FollowerBacklog {
    private static final String SERIES = "candor_audit_entries_behind{";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PERIOD_MILLIS = 100;

    private final URI metrics;

    /** @param metrics the page for Prometheus */
    FollowerBacklog(URI metrics) {
        this.metrics = metrics;
    }

    /**
     * Waits until nothing is behind.
     *
     * @return entries of the follower that was furthest behind at first, and how long all of them took
     */
    Drained await(Duration limit) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long first = furthest(client);
            long now = first;
            while (now > 0) {
                if (System.nanoTime() - begin > limit.toNanos()) {
                    throw new IllegalStateException(
                            "Expected the log's followers to catch up within %d s, found %d entries left of %d."
                                    .formatted(limit.toSeconds(), now, first));
                }
                Thread.sleep(PERIOD_MILLIS);
                now = furthest(client);
            }
            return new Drained(first, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** @param entries behind when the last one was published */
    record Drained(long entries, Duration after) {
        @Override
        public String toString() {
            return "index and findings: %d entries behind when the last was published, none %.1f s later"
                    .formatted(entries, after.toMillis() / 1000.0);
        }
    }

    private long furthest(HttpClient client) throws IOException, InterruptedException {
        HttpResponse<String> page = client.send(
                HttpRequest.newBuilder(metrics).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        return (long) page.body()
                .lines()
                .filter(line -> line.startsWith(SERIES))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected %s… at %s, found status %d.".formatted(SERIES, metrics, page.statusCode())));
    }
}
