package dev.candor.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How far each stage is, and how long entries wait to be under a published checkpoint. Thread-safe. */
@Component
public class PipelineMetrics {
    /** The promise of log.md section 4. */
    public static final Duration MAX_MERGE_DELAY = Duration.ofSeconds(10);

    private static final int MAX_MARKS = 65_536;

    private final Clock clock;
    private final Timer mergeDelay;
    private final Timer quorum;
    private final AtomicLong behindKafka = new AtomicLong();
    private final AtomicLong sequenced = new AtomicLong();
    private final AtomicLong integrated = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final Deque<Mark> waiting = new ArrayDeque<>();

    PipelineMetrics(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.mergeDelay = Timer.builder("candor.audit.merge.delay")
                .description("From a record's time in Kafka to the checkpoint that covers it")
                .publishPercentileHistogram()
                .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(2), MAX_MERGE_DELAY)
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(meters);
        this.quorum = Timer.builder("candor.audit.quorum")
                .description("From a checkpoint's signature to its quorum of cosignatures")
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(meters);
        Gauge.builder("candor.audit.kafka.lag", behindKafka, AtomicLong::doubleValue)
                .baseUnit("records")
                .description("Records that Kafka had and the log had not, when it was looked at last")
                .register(meters);
        gauge(meters, "sequenced", sequenced);
        gauge(meters, "integrated", integrated);
        gauge(meters, "published", published);
        Gauge.builder(
                        "candor.audit.unpublished.age",
                        this,
                        metrics -> metrics.oldestUnpublished().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("How long the oldest entry that no published checkpoint covers has waited")
                .register(meters);
    }

    private static void gauge(MeterRegistry meters, String stage, AtomicLong size) {
        Gauge.builder("candor.audit.log.size", size, AtomicLong::doubleValue)
                .tag("stage", stage)
                .register(meters);
    }

    /** @param sinceMillis the oldest record's time among the entries below {@code size} that no earlier mark has */
    private record Mark(long size, long sinceMillis) {}

    /** Entries below {@code size} have an index; the oldest record among the new ones is of {@code sinceMillis}. */
    public void sequenced(long size, long sinceMillis) {
        synchronized (waiting) {
            sequenced.set(size);
            if (size <= published.get()
                    || (!waiting.isEmpty() && waiting.peekLast().size() >= size)) {
                return;
            }
            boolean full = waiting.size() == MAX_MARKS;
            waiting.addLast(new Mark(size, full ? waiting.removeLast().sinceMillis() : sinceMillis));
        }
    }

    /** As stored when this process took over: what waits has waited since at least now. */
    public void resumed(long size) {
        sequenced(size, clock.millis());
    }

    /** How many records of all topics Kafka has and the log has not. */
    public void behindKafka(long records) {
        behindKafka.set(Math.max(0, records));
    }

    /** A checkpoint had its quorum so long after it was signed. */
    public void cosigned(Duration waited) {
        quorum.record(waited);
    }

    public void integrated(long size) {
        integrated.set(size);
    }

    public void published(long size) {
        synchronized (waiting) {
            published.set(size);
            while (!waiting.isEmpty() && waiting.peekFirst().size() <= size) {
                long waited = clock.millis() - waiting.removeFirst().sinceMillis();
                mergeDelay.record(Math.max(0, waited), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Zero when everything is published. */
    public Duration oldestUnpublished() {
        synchronized (waiting) {
            Mark oldest = waiting.peekFirst();
            return oldest == null
                    ? Duration.ZERO
                    : Duration.ofMillis(Math.max(0, clock.millis() - oldest.sinceMillis()));
        }
    }

    public long sequencedSize() {
        return sequenced.get();
    }

    public long publishedSize() {
        return published.get();
    }
}
