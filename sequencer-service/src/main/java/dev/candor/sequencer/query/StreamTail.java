package dev.candor.sequencer.query;

import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.PromiseLine;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.HeaderLine;
import dev.candor.sequencer.batches.StoredBatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Follows both lines for the subscribers of the stream, on one thread, while there are any. */
@Component
class StreamTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StreamTail.class);
    private static final int PAGE = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final RecentEvents promises;
    private final RecentEvents headers;
    private final int maxSubscribers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int subscribers;
    private long rounds;
    private volatile boolean running;

    StreamTail(
            PromiseLine line,
            HeaderLine headerLine,
            JsonMapper json,
            QueryProperties properties,
            MeterRegistry meters) {
        this.promises = new RecentEvents(new Promises(line, json), properties.streamBufferEvents());
        this.headers = new RecentEvents(new Headers(headerLine, json), properties.streamBufferEvents());
        this.maxSubscribers = properties.maxStreamSubscribers();
        meters.gauge("candor.sequencer.query.stream.subscribers", this, tail -> tail.subscribers);
    }

    private record Promises(PromiseLine line, JsonMapper json) implements RecentEvents.Source {
        @Override
        public RecentEvents.Stretch read(long from, int maxEvents) {
            PromiseLine.Stretch read = line.read(new Seq(from), maxEvents);
            List<RecentEvents.Event> events = read.promises().stream()
                    .map(issued -> new RecentEvents.Event(
                            issued.promise().seq().value(), json.writeValueAsString(SignedPromise.of(issued))))
                    .toList();
            return new RecentEvents.Stretch(events, read.next().value());
        }

        @Override
        public long end() {
            return line.end().value();
        }
    }

    private record Headers(HeaderLine line, JsonMapper json) implements RecentEvents.Source {
        @Override
        public RecentEvents.Stretch read(long from, int maxEvents) {
            List<RecentEvents.Event> events =
                    line.from(from, maxEvents).stream().map(this::event).toList();
            return new RecentEvents.Stretch(
                    events, events.isEmpty() ? from : events.getLast().position() + 1);
        }

        private RecentEvents.Event event(StoredBatch batch) {
            SignedHeader header = SignedHeader.of(batch, batch.ordered().orElseThrow());
            return new RecentEvents.Event(HeaderLine.position(batch), json.writeValueAsString(header));
        }

        @Override
        public long end() {
            return line.end();
        }
    }

    RecentEvents promises() {
        return promises;
    }

    RecentEvents headers() {
        return headers;
    }

    /** First positions that nothing stands at yet. */
    StreamPosition end() {
        return new StreamPosition(promises.source().end(), headers.source().end());
    }

    /** False when there are as many as allowed, or the process is stopping. */
    boolean enter() {
        lock.lock();
        try {
            if (!running || subscribers >= maxSubscribers) {
                return false;
            }
            subscribers++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            subscribers--;
        } finally {
            lock.unlock();
        }
    }

    /** Counts how often something came. */
    long round() {
        lock.lock();
        try {
            return rounds;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has come since {@code round}, or the time is over. */
    void await(long round, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (running && rounds == round && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        boolean answers = true;
        while (running) {
            try {
                awaitSubscribers();
                boolean more = promises.advance(PAGE) | headers.advance((int) BatchStore.MAX_PAGE);
                answers = true;
                if (more) {
                    tell();
                } else {
                    pause(POLL);
                }
            } catch (DataAccessException e) {
                if (answers) {
                    log.warn("Could not read on for the stream, trying again: {}", e.toString());
                }
                answers = false;
                pauseQuietly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void awaitSubscribers() throws InterruptedException {
        lock.lock();
        try {
            if (subscribers == 0) {
                promises.forget();
                headers.forget();
            }
            while (running && subscribers == 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        lock.lock();
        try {
            rounds++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pauseQuietly() {
        try {
            pause(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("query-stream").start(this::follow);
    }

    /** Before the web server waits for its open requests, which the subscribers are (highest phase, stopped first). */
    @Override
    public void stop() {
        running = false;
        tell();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
