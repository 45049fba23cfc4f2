package dev.candor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sends prepared requests, one lane a connection and a thread, and records when each was answered. */
final class LoadGenerator {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;
    private static final byte[] RESULT = "\"result\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);

    private final URI target;

    LoadGenerator(URI target) {
        this.target = target;
    }

    /** Each lane sends its next request as soon as the last is answered. */
    Measurement closedLoop(String name, List<List<byte[]>> lanes) {
        return run(name, lanes, 0);
    }

    /**
     * All lanes together send {@code perSecond} requests, on a fixed schedule; latency counts from when a request was due, so a
     * stalled server does not hide its stall.
     */
    Measurement openLoop(String name, List<List<byte[]>> lanes, double perSecond) {
        return run(name, lanes, (long) (TimeUnit.SECONDS.toNanos(1) * lanes.size() / perSecond));
    }

    private Measurement run(String name, List<List<byte[]>> lanes, long laneIntervalNanos) {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Lane> running = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            long offsetNanos = laneIntervalNanos * i / lanes.size();
            Lane lane = new Lane(lanes.get(i), laneIntervalNanos, offsetNanos, go, failure);
            lane.thread.start();
            running.add(lane);
        }
        long start = System.nanoTime();
        go.countDown();
        running.forEach(Lane::join);
        long elapsed = System.nanoTime() - start;
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The load of \"" + name + "\" against " + target + " broke off", failed);
        }
        Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
        running.forEach(lane -> latency.add(lane.latency));
        return new Measurement(
                name,
                running.stream().mapToLong(lane -> lane.accepted).sum(),
                running.stream().mapToLong(lane -> lane.refused).sum(),
                elapsed,
                latency);
    }

    private final class Lane {
        private final List<byte[]> requests;
        private final long intervalNanos;
        private final long offsetNanos;
        private final CountDownLatch go;
        private final AtomicReference<@Nullable Exception> failure;
        private final Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
        private final Thread thread = Thread.ofPlatform().name("lane").unstarted(this::send);
        private long accepted;
        private long refused;

        Lane(
                List<byte[]> requests,
                long intervalNanos,
                long offsetNanos,
                CountDownLatch go,
                AtomicReference<@Nullable Exception> failure) {
            this.requests = requests;
            this.intervalNanos = intervalNanos;
            this.offsetNanos = offsetNanos;
            this.go = go;
            this.failure = failure;
        }

        private void send() {
            try (RpcConnection connection = RpcConnection.open(target)) {
                go.await();
                long begin = System.nanoTime() + offsetNanos;
                for (int i = 0; i < requests.size() && failure.get() == null; i++) {
                    long due = intervalNanos == 0 ? System.nanoTime() : begin + i * intervalNanos;
                    for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                        LockSupport.parkNanos(due - now);
                    }
                    byte[] answer = connection.post(requests.get(i));
                    latency.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                    count(answer);
                }
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.compareAndSet(null, e);
            }
        }

        private void count(byte[] answer) {
            int errors = occurrences(answer, ERROR);
            refused += errors;
            accepted += Math.max(0, occurrences(answer, RESULT));
            if (errors > 0 && refused == errors) {
                System.err.println("first refusal: "
                        + new String(answer, 0, Math.min(answer.length, 400), StandardCharsets.UTF_8));
            }
        }

        private void join() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted", e));
            }
        }
    }

    static int occurrences(byte[] text, byte[] word) {
        int found = 0;
        for (int i = 0; i + word.length <= text.length; i++) {
            int matched = 0;
            while (matched < word.length && text[i + matched] == word[matched]) {
                matched++;
            }
            if (matched == word.length) {
                found++;
                i += word.length - 1;
            }
        }
        return found;
    }
}
