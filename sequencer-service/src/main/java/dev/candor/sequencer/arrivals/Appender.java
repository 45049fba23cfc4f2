package dev.candor.sequencer.arrivals;

import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The order of acts of protocol.md section 3: append, number, commit, sign, answer. What Kafka does not acknowledge in time
 * may have landed: it is never promised by this process, and may turn up in the line unpromised.
 */
@Component
class Appender implements Promises, SmartLifecycle {
    static final int PHASE = 200;

    private static final Logger log = LoggerFactory.getLogger(Appender.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** While one request is on its way the next one gathers: fewer, larger requests instead of one per caller. */
    private static final int IN_FLIGHT_REQUESTS = 1;

    private static final int MAX_BLOCK_MILLIS = 1_000;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final long BUFFER_BYTES = 64L << 20;

    private final Line line;
    private final PromiseTable promises;
    private final PromiseSigner signer;
    private final DecodedTransactions decoded;
    private final KafkaClients kafka;
    private final SequencerProperties sequencer;
    private final ArrivalsMetrics metrics;
    private final InFlight inFlight;
    private final Speaker speaker;
    private final GroupCommitter committer;
    private final byte[] key;
    private final LoopThread looking = new LoopThread("arrivals-append", this::look);
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /** The topic whose partition leader is known, so that an append does not wait for it. */
    private volatile String readyTopic = "";

    private volatile boolean brokerAnswers = true;

    Appender(
            Line line,
            PromiseTable promises,
            SegmentTable segments,
            PromiseSigner signer,
            DecodedTransactions decoded,
            KafkaClients kafka,
            DataSource dataSource,
            ArrivalsProperties properties,
            SequencerProperties sequencer,
            ArrivalsMetrics metrics) {
        this.line = line;
        this.promises = promises;
        this.signer = signer;
        this.decoded = decoded;
        this.kafka = kafka;
        this.sequencer = sequencer;
        this.metrics = metrics;
        this.inFlight = new InFlight(properties.maxInFlight(), properties.maxInFlightBytes());
        this.speaker = new Speaker(signer, inFlight, metrics);
        this.committer = new GroupCommitter(dataSource, promises, segments, line, speaker, metrics);
        this.key = sequencer.rollup().toString().getBytes(StandardCharsets.UTF_8);
        metrics.gauge("in.flight", inFlight, InFlight::count);
        metrics.gauge("accepting", this, appender -> appender.accepting() ? 1 : 0);
    }

    @Override
    public CompletableFuture<PromiseOutcome> promise(AdmittedTransaction admitted) {
        Optional<Segment> segment = line.inUse();
        Producer<byte[], byte[]> running = producer;
        if (running == null || segment.isEmpty() || !accepting()) {
            return refused("The line takes no arrivals: " + state());
        }
        if (!inFlight.tryEnter(admitted.rawTx().size())) {
            return refused("Too many transactions wait for their promise.");
        }
        Pending pending = new Pending(admitted, segment.get());
        decoded.put(admitted.transaction());
        append(pending, running, admitted);
        return pending.outcome();
    }

    private void append(Pending pending, Producer<byte[], byte[]> running, AdmittedTransaction admitted) {
        byte[] value = new ArrivalRecord(
                        admitted.receivedAtMillis(), admitted.includeBy(), admitted.policyHash(), admitted.rawTx())
                .encode();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(pending.segment().topic(), Segment.PARTITION, key, value);
        try {
            Future<RecordMetadata> unused =
                    running.send(record, (metadata, failure) -> acknowledged(pending, metadata, failure));
        } catch (RuntimeException e) {
            notAppended(pending, e);
        }
    }

    private CompletableFuture<PromiseOutcome> refused(String why) {
        metrics.busy();
        return CompletableFuture.completedFuture(new PromiseOutcome.NotIssued(why));
    }

    /** On the producer's thread, in the order of the offsets. */
    private void acknowledged(Pending pending, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null || metadata == null || !metadata.hasOffset()) {
            notAppended(pending, failure);
            return;
        }
        pending.acknowledged(metadata.offset());
        metrics.appended(pending);
        committer.add(pending);
    }

    private void notAppended(Pending pending, @Nullable Exception failure) {
        if (brokerAnswers) {
            brokerAnswers = false;
            log.warn(
                    "An append was not acknowledged, nothing is accepted until the broker answers again: {}",
                    failure == null ? "no offset" : failure.toString());
        }
        looking.nudge();
        speaker.notIssued(
                pending, "Kafka did not acknowledge the append; the transaction may still arrive, unpromised.");
    }

    @Override
    public Optional<IssuedPromise> find(Hash32 txHash) {
        return promises.promised(txHash).map(signer::sign);
    }

    @Override
    public Optional<IssuedPromise> find(Seq seq) {
        return promises.at(seq.value()).filter(row -> !row.filledIn()).map(signer::sign);
    }

    @Override
    public boolean accepting() {
        return line.databaseAnswers()
                && brokerAnswers
                && line.inUse()
                        .filter(Segment::takesArrivals)
                        .filter(segment -> segment.topic().equals(readyTopic))
                        .isPresent();
    }

    /** For people: why it accepts, or does not. */
    String state() {
        if (!line.databaseAnswers()) {
            return "the database does not answer";
        }
        Optional<Segment> inUse = line.inUse();
        if (inUse.isEmpty()) {
            return "no topic is in use";
        }
        if (!inUse.get().takesArrivals()) {
            return "another transaction was found at a recorded seq, the line is being repaired";
        }
        return brokerAnswers && inUse.get().topic().equals(readyTopic) ? "accepting" : "the broker does not answer";
    }

    /** Learns the leader of a new topic, and whether the broker is back. */
    private Duration look() {
        Optional<Segment> inUse = line.inUse();
        Producer<byte[], byte[]> running = producer;
        if (inUse.isEmpty()
                || running == null
                || (brokerAnswers && inUse.get().topic().equals(readyTopic))) {
            return LOOK_EVERY;
        }
        try {
            running.partitionsFor(inUse.get().topic());
            if (!brokerAnswers) {
                kafka.requireReachable(inUse.get().partition());
                log.info("The broker answers again");
            }
            readyTopic = inUse.get().topic();
            brokerAnswers = true;
        } catch (KafkaException e) {
            log.debug("The broker does not answer yet: {}", e.getMessage());
        }
        return LOOK_EVERY;
    }

    @Override
    public void start() {
        if (!sequencer.plays(Role.INTAKE) || producer != null) {
            return;
        }
        producer = kafka.producer(
                "candor-arrivals",
                Map.of(
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT_REQUESTS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES));
        committer.start();
        looking.start();
    }

    /** Takes nothing new, answers what is in flight, ends. */
    @Override
    public void stop() {
        Producer<byte[], byte[]> running = producer;
        if (running == null) {
            return;
        }
        producer = null;
        looking.stop();
        running.close(Duration.ofMillis(2L * KafkaClients.DELIVERY_TIMEOUT_MILLIS));
        committer.stop();
        speaker.close();
    }

    @Override
    public boolean isRunning() {
        return producer != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
