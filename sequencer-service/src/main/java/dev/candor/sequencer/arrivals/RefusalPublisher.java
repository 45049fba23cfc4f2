package dev.candor.sequencer.arrivals;

import dev.candor.messaging.CloudEvents;
import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.signing.Signature65;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends refusals from a bounded queue, so that a flood of them costs the door next to nothing. */
@Component
class RefusalPublisher implements PromiseEvents, SmartLifecycle {
    static final int PHASE = 180;

    private static final int MAX_WAITING = 4_096;
    private static final int MAX_BLOCK_MILLIS = 1_000;
    private static final long POLL_MILLIS = 200;

    private final CloudEvents cloudEvents;
    private final KafkaClients kafka;
    private final SequencerProperties sequencer;
    private final Counter dropped;
    private final ArrayBlockingQueue<Refused> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final LoopThread thread = new LoopThread("arrivals-refusals", this::round, this::closeProducer);
    private @Nullable Producer<byte[], byte[]> producer;

    RefusalPublisher(
            CloudEvents cloudEvents, KafkaClients kafka, SequencerProperties sequencer, ArrivalsMetrics metrics) {
        this.cloudEvents = cloudEvents;
        this.kafka = kafka;
        this.sequencer = sequencer;
        this.dropped = metrics.counter("refusals.dropped");
    }

    private record Refused(AdmissionRefusal refusal, Signature65 signature) {}

    @Override
    public void refused(AdmissionRefusal refusal, Signature65 signature) {
        if (!waiting.offer(new Refused(refusal, signature))) {
            dropped.increment();
        }
    }

    private Duration round() {
        try {
            Refused next = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                send(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            dropped.increment();
        }
        return Duration.ZERO;
    }

    private void send(Refused next) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            try (Admin admin = kafka.admin("candor-refusals-admin")) {
                KafkaClients.createTopic(admin, PromiseEventForms.TOPIC);
            }
            open = kafka.producer("candor-refusals", Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS));
            producer = open;
        }
        Future<RecordMetadata> unused = open.send(
                cloudEvents.record(PromiseEventForms.refused(next.refusal(), next.signature())),
                (metadata, failure) -> {
                    if (failure != null) {
                        dropped.increment();
                    }
                });
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    @Override
    public void start() {
        if (sequencer.plays(Role.INTAKE)) {
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
