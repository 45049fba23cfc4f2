package dev.candor.sequencer.arrivals;

import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.types.Seq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Follows the end of the line. One thread reads the topic and delivers; a subscriber that starts further back first gets the
 * committed rows, on a thread of its own, until it has caught up with what the thread remembers.
 */
@Component
class ArrivalTail implements ArrivalFeed, SmartLifecycle {
    static final int PHASE = 160;

    private static final Logger log = LoggerFactory.getLogger(ArrivalTail.class);

    /** How far before the end of the table the tail begins, so that records whose rows are still to come are in it. */
    private static final long STARTS_BEFORE_END = 4_096;

    private static final int MAX_POLL_RECORDS = 2_000;
    private static final int CATCH_UP_ROWS = 512;
    private static final int MAX_CATCHING_UP = 4;
    private static final Duration POLL = Duration.ofMillis(100);

    /** Between two reads, so that a busy line is read in a few requests instead of one per append. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private static final Duration WAIT = Duration.ofMillis(20);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private final Line line;
    private final PromiseTable promises;
    private final KafkaClients kafka;
    private final ParallelDecoder decoder;
    private final RecentArrivals recent = new RecentArrivals();
    private final Object delivery = new Object();
    private final List<FeedSubscription> live = new CopyOnWriteArrayList<>();
    private final Semaphore catchingUp = new Semaphore(MAX_CATCHING_UP);
    private final LoopThread thread = new LoopThread("arrivals-feed", this::round, this::closeConsumer);
    private org.apache.kafka.clients.consumer.@Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Segment assigned;
    private String lastTopic = "";
    private boolean troubled;
    private volatile boolean started;
    private volatile boolean subscriberFailed;

    ArrivalTail(
            Line line, PromiseTable promises, KafkaClients kafka, ParallelDecoder decoder, ArrivalsMetrics metrics) {
        this.line = line;
        this.promises = promises;
        this.kafka = kafka;
        this.decoder = decoder;
        metrics.gauge("feed.end", recent, RecentArrivals::end);
        metrics.gauge("feed.subscribers", live, List::size);
    }

    @Override
    public Seq end() {
        return new Seq(recent.end());
    }

    RecentArrivals recent() {
        return recent;
    }

    /** A subscriber that threw knows only part of the line. */
    boolean subscriberFailed() {
        return subscriberFailed;
    }

    @Override
    public Subscription subscribe(Seq from, Consumer<List<SeenArrival>> listener) {
        FeedSubscription subscription = new FeedSubscription(from, listener);
        Thread.ofVirtual().name("arrivals-catch-up").start(() -> catchUp(subscription));
        return subscription;
    }

    private void catchUp(FeedSubscription subscription) {
        try {
            while (subscription.isOpen() && !join(subscription)) {
                catchingUp.acquire();
                boolean delivered;
                try {
                    delivered = deliverCommitted(subscription);
                } finally {
                    catchingUp.release();
                }
                if (!delivered) {
                    Thread.sleep(WAIT);
                }
            }
            subscriberFailed |= subscription.hasFailed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes live when everything it is still owed is remembered. */
    private boolean join(FeedSubscription subscription) {
        synchronized (delivery) {
            Optional<List<SeenArrival>> missed = started ? recent.from(subscription.next()) : Optional.empty();
            missed.ifPresent(arrivals -> {
                subscription.deliver(arrivals);
                live.add(subscription);
            });
            return missed.isPresent();
        }
    }

    private boolean deliverCommitted(FeedSubscription subscription) {
        try {
            List<PromiseRow> rows = promises.contiguous(subscription.next(), CATCH_UP_ROWS);
            subscription.deliver(decoder.decode(rows.stream()
                    .map(row -> new TopicRecord(row.seq(), row.toRecordValue()))
                    .toList()));
            return !rows.isEmpty();
        } catch (DataAccessException e) {
            log.warn(
                    "Could not read committed arrivals from seq {}, trying again: {}",
                    subscription.next(),
                    e.getMessage());
            return false;
        }
    }

    private Duration round() {
        try {
            if (!started && !begin()) {
                return WAIT;
            }
            boolean read = readOn();
            troubled = false;
            return read ? GATHER : WAIT;
        } catch (LogTruncationException e) {
            line.suspect();
            return startOver(e);
        } catch (KafkaException | DataAccessException e) {
            return startOver(e);
        }
    }

    /** Also when the topic ends before the next number: it, or its successor, will have it. */
    private Duration startOver(RuntimeException failure) {
        if (!troubled) {
            log.warn("Could not read the line from seq {}, trying again: {}", recent.end(), failure.toString());
        }
        troubled = true;
        assigned = null;
        line.refreshSoon();
        return AFTER_FAILURE;
    }

    private boolean begin() {
        List<Segment> segments = line.segments();
        if (segments.isEmpty()) {
            return false;
        }
        long first = Math.max(segments.getFirst().baseSeq(), promises.end() - STARTS_BEFORE_END);
        recent.startAt(first);
        started = true;
        return true;
    }

    private boolean readOn() {
        long next = recent.end();
        Optional<Segment> segment = line.covering(next);
        if (segment.isEmpty()) {
            return false;
        }
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader = consumerAt(segment.get(), next);
        ConsumerRecords<byte[], byte[]> polled = reader.poll(POLL);
        if (!polled.isEmpty()) {
            deliver(decoder.decode(recordsOf(segment.get(), polled, next)));
        }
        return true;
    }

    /** Leaves out what is beyond the topic's end by now; a number that the topic skips is an EMPTY arrival. */
    private List<TopicRecord> recordsOf(Segment segment, ConsumerRecords<byte[], byte[]> polled, long from) {
        long end = line.covering(from).map(Segment::endOrMax).orElse(from);
        List<TopicRecord> records = new ArrayList<>(polled.count());
        long next = from;
        for (ConsumerRecord<byte[], byte[]> record : polled.records(segment.partition())) {
            long seq = segment.seqAt(record.offset()).value();
            while (next < Math.min(seq, end)) {
                records.add(new TopicRecord(next++, ArrivalDecoder.EMPTY_VALUE));
            }
            if (seq >= next && seq < end) {
                records.add(new TopicRecord(seq, record.value() == null ? ArrivalDecoder.EMPTY_VALUE : record.value()));
                next = seq + 1;
            }
        }
        return records;
    }

    private void deliver(List<SeenArrival> arrivals) {
        synchronized (delivery) {
            recent.add(arrivals);
            for (FeedSubscription subscription : live) {
                subscription.deliver(arrivals);
            }
            subscriberFailed |= live.stream().anyMatch(FeedSubscription::hasFailed);
            live.removeIf(subscription -> !subscription.isOpen());
        }
    }

    private org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumerAt(Segment segment, long next) {
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            reader = kafka.consumer("candor-arrivals-feed", MAX_POLL_RECORDS);
            consumer = reader;
        }
        if (assigned == null || !assigned.topic().equals(segment.topic())) {
            if (!lastTopic.isEmpty() && !lastTopic.equals(segment.topic())) {
                recent.forget();
            }
            lastTopic = segment.topic();
            reader.assign(List.of(segment.partition()));
            reader.seek(segment.partition(), segment.offsetOf(next));
            assigned = segment;
        }
        return reader;
    }

    private void closeConsumer() {
        if (consumer != null) {
            consumer.close();
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop();
        live.forEach(FeedSubscription::close);
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
