package dev.candor.bench.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Asks a log for its checkpoint every {@value #PERIOD_MILLIS} ms and remembers when each size was first seen. */
final class CheckpointWatch implements AutoCloseable {
    private static final int PERIOD_MILLIS = 20;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int SIZE_LINE = 1;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final NavigableMap<Long, Long> seenAtNanosBySize = new TreeMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param checkpoint the URL of the log's checkpoint */
    CheckpointWatch(URI checkpoint) {
        this.request = HttpRequest.newBuilder(checkpoint).timeout(ANSWER_LIMIT).build();
        this.thread = Thread.ofPlatform().name("checkpoint-watch").daemon(true).start(this::watch);
    }

    /** Size and the {@link System#nanoTime()} at which a checkpoint of it was first seen. */
    record Sighting(long size, long atNanos) {}

    /** Every sighting so far, by size. */
    synchronized List<Sighting> sightings() {
        List<Sighting> list = new ArrayList<>();
        seenAtNanosBySize.forEach((size, at) -> list.add(new Sighting(size, at)));
        return list;
    }

    /** Size of the newest checkpoint seen; 0 before the first. */
    synchronized long size() {
        return seenAtNanosBySize.isEmpty() ? 0 : seenAtNanosBySize.lastKey();
    }

    /** When a checkpoint covering the entry was first seen, by {@link System#nanoTime()}; -1 when none was. */
    synchronized long coveredAtNanos(long index) {
        Map.Entry<Long, Long> first = seenAtNanosBySize.higherEntry(index);
        return first == null ? -1 : first.getValue();
    }

    /** Waits until a checkpoint has at least this size. */
    void awaitSize(long size, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (size() < size) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Expected a checkpoint of %s of size %d within %d s, found %d."
                        .formatted(request.uri(), size, limit.toSeconds(), size()));
            }
            Thread.sleep(PERIOD_MILLIS);
        }
    }

    private void watch() {
        while (!closed) {
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    saw(Long.parseLong(answer.body().lines().toList().get(SIZE_LINE)), System.nanoTime());
                }
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException ended) {
                return;
            } catch (IOException unreachable) {
                System.err.println("checkpoint of " + request.uri() + ": " + unreachable.getMessage());
            }
        }
    }

    private synchronized void saw(long size, long atNanos) {
        seenAtNanosBySize.putIfAbsent(size, atNanos);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        client.close();
    }
}
