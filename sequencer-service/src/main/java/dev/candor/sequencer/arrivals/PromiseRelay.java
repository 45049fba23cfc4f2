package dev.candor.sequencer.arrivals;

import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.CloudEvents;
import dev.candor.messaging.KafkaClients;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Publishes PromiseIssued for every promised row, in the order of the numbers, at least once. The position moves after the
 * acknowledgement; a crash in between sends the same events again, with the same ids. The way of a transaction does not
 * wait for it.
 */
@Component
class PromiseRelay implements SmartLifecycle {
    static final int PHASE = 180;

    private static final Logger log = LoggerFactory.getLogger(PromiseRelay.class);
    private static final int ROUND_ROWS = 1_000;
    private static final int BATCH_BYTES = 512 * 1024;
    private static final int LINGER_MILLIS = 2;
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final PromiseTable promises;
    private final PromiseSigner signer;
    private final CloudEvents cloudEvents;
    private final KafkaClients kafka;
    private final Leadership leadership;
    private final SequencerProperties sequencer;
    private final LoopThread thread = new LoopThread("arrivals-relay", this::round, this::closeProducer);
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile long position;

    PromiseRelay(
            JdbcClient jdbc,
            PromiseTable promises,
            PromiseSigner signer,
            CloudEvents cloudEvents,
            KafkaClients kafka,
            Leadership leadership,
            SequencerProperties sequencer,
            ArrivalsMetrics metrics) {
        this.jdbc = jdbc;
        this.promises = promises;
        this.signer = signer;
        this.cloudEvents = cloudEvents;
        this.kafka = kafka;
        this.leadership = leadership;
        this.sequencer = sequencer;
        metrics.gauge("events.position", this, relay -> relay.position);
    }

    private Duration round() {
        Optional<Term> term = leadership.current();
        if (term.isEmpty()) {
            return IDLE;
        }
        try {
            return relay(term.get()) == ROUND_ROWS ? Duration.ZERO : IDLE;
        } catch (DeposedException e) {
            return IDLE;
        } catch (ExecutionException | KafkaException | DataAccessException | TransactionException e) {
            log.warn("Could not publish the promises from seq {} on, trying again: {}", position, e.toString());
            closeProducer();
            return AFTER_FAILURE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AFTER_FAILURE;
        }
    }

    private int relay(Term term) throws ExecutionException, InterruptedException {
        long from = jdbc.sql("select next_seq from promise_event_position")
                .query(Long.class)
                .single();
        position = from;
        List<PromiseRow> rows = promises.contiguous(from, ROUND_ROWS);
        if (rows.isEmpty()) {
            return 0;
        }
        publish(rows);
        leadership.fenced(
                term,
                () -> jdbc.sql("update promise_event_position set next_seq = :next where next_seq = :from")
                        .param("next", from + rows.size())
                        .param("from", from)
                        .update());
        return rows.size();
    }

    private void publish(List<PromiseRow> rows) throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> open = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (PromiseRow row : rows) {
            if (!row.filledIn()) {
                sent.add(open.send(cloudEvents.record(PromiseEventForms.issued(signer.sign(row)))));
            }
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            try (Admin admin = kafka.admin("candor-promises-admin")) {
                KafkaClients.createTopic(admin, PromiseEventForms.TOPIC);
            }
            open = kafka.producer(
                    "candor-promises",
                    Map.of(
                            ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                            ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"));
            producer = open;
        }
        return open;
    }

    private void closeProducer() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
        }
    }

    @Override
    public void start() {
        if (sequencer.plays(Role.ORDERER)) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        thread.stop();
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
