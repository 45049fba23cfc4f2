package dev.candor.messaging;

import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Sends what the outbox holds, one event after the other: the next one leaves only when the one before is acknowledged, so
 * that no failure can change the order. An event whose mark was not committed is sent again with the same id.
 */
class OutboxRelay implements SmartLifecycle {
    static final int PHASE = 200;

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int MAX_ROUND_EVENTS = 100;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration KEPT_AFTER_SENDING = Duration.ofDays(1);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final int MAX_PRUNED_EVENTS = 10_000;

    private final JdbcClient jdbc;
    private final CloudEvents cloudEvents;
    private final KafkaClients kafka;
    private final Leadership leadership;
    private final RelayOptions options;
    private final Clock clock;
    private final Counter sent;
    private final Counter failures;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final Set<String> knownTopics = new HashSet<>();
    private long prunedAtMillis;

    OutboxRelay(
            JdbcClient jdbc,
            CloudEvents cloudEvents,
            KafkaClients kafka,
            Leadership leadership,
            RelayOptions options,
            Clock clock,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.cloudEvents = cloudEvents;
        this.kafka = kafka;
        this.leadership = leadership;
        this.options = options;
        this.clock = clock;
        this.sent = meters.counter(options.metrics() + ".sent");
        this.failures = meters.counter(options.metrics() + ".failures");
    }

    private record StoredEvent(long id, String eventId, String topic, String type, byte[] payload, long atMillis) {}

    private void run() {
        try (Producer<byte[], byte[]> producer = kafka.producer("candor-outbox", Map.of());
                Admin admin = kafka.admin("candor-outbox-admin")) {
            Duration pause = Duration.ZERO;
            while (thread.get() == Thread.currentThread()) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = round(producer, admin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration round(Producer<byte[], byte[]> producer, Admin admin) throws InterruptedException {
        Optional<Term> term = leadership.current();
        if (term.isEmpty()) {
            return IDLE;
        }
        try {
            List<StoredEvent> events = unsent();
            for (StoredEvent event : events) {
                send(event, producer, admin);
                markSent(term.get(), event);
            }
            pruneNowAndThen(term.get());
            return events.isEmpty() ? IDLE : Duration.ZERO;
        } catch (DeposedException e) {
            return IDLE;
        } catch (ExecutionException
                | TimeoutException
                | KafkaException
                | DataAccessException
                | TransactionException e) {
            failures.increment();
            log.warn("Could not send the next event of the outbox, it stays and is tried again: {}", e.toString());
            return AFTER_FAILURE;
        }
    }

    private List<StoredEvent> unsent() {
        return jdbc.sql("""
                        select id, event_id, topic, event_type, payload, at_millis from outbox_event
                        where sent_at_millis is null order by id limit :limit""")
                .param("limit", MAX_ROUND_EVENTS)
                .query((row, index) -> new StoredEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBytes(5),
                        row.getLong(6)))
                .list();
    }

    private void send(StoredEvent event, Producer<byte[], byte[]> producer, Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!knownTopics.contains(event.topic())) {
            if (KafkaClients.createTopic(admin, event.topic())) {
                log.info("Created the topic {}", event.topic());
            }
            knownTopics.add(event.topic());
        }
        producer.send(cloudEvents.record(
                        event.topic(), event.type(), event.eventId(), event.atMillis(), event.payload()))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        sent.increment();
    }

    private void markSent(Term term, StoredEvent event) {
        leadership.fenced(
                term,
                () -> jdbc.sql("update outbox_event set sent_at_millis = :now where id = :id")
                        .param("now", clock.millis())
                        .param("id", event.id())
                        .update());
    }

    private void pruneNowAndThen(Term term) {
        long now = clock.millis();
        if (now - prunedAtMillis < PRUNE_EVERY.toMillis()) {
            return;
        }
        prunedAtMillis = now;
        leadership.fenced(
                term,
                () -> jdbc.sql("""
                        delete from outbox_event where id in (
                            select id from outbox_event where sent_at_millis < :before order by sent_at_millis limit :limit)""")
                        .param("before", now - KEPT_AFTER_SENDING.toMillis())
                        .param("limit", MAX_PRUNED_EVENTS)
                        .update());
    }

    @Override
    public void start() {
        if (!options.runs() || thread.get() != null) {
            return;
        }
        Thread relay = Thread.ofPlatform().name("outbox-relay").daemon(true).unstarted(this::run);
        thread.set(relay);
        relay.start();
    }

    @Override
    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running != null) {
            try {
                running.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread.get() != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
