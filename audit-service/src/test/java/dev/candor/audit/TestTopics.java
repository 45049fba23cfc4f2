package dev.candor.audit;

import dev.candor.audit.log.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Writes records to the topics of a test, which are created when they are first written to. */
public final class TestTopics implements AutoCloseable {
    private final String kafka;
    private final String suffix;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Set<String> created = new HashSet<>();

    public TestTopics(String kafka, String suffix) {
        this.kafka = kafka;
        this.suffix = suffix;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", true, "linger.ms", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    public String name(Topic topic) {
        return topic.kafkaName() + suffix;
    }

    public void create(String name) {
        if (created.add(name)) {
            await(admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all());
        }
    }

    public void delete(String name) {
        created.remove(name);
        await(admin.deleteTopics(List.of(name)).all());
    }

    /** Sends this many records that tell their own number, and waits until they are acknowledged. */
    public void send(Topic topic, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(producer.send(record(topic, name(topic), topic.name() + " " + i)));
        }
        sent.forEach(TestTopics::await);
    }

    /** With a marker after them that takes an offset and is no record; it is there when this returns. */
    public void sendInTransaction(Topic topic, int count) {
        long endOffset = endOffset(name(topic));
        try (KafkaProducer<byte[], byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "transactional.id", "t" + System.nanoTime()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < count; i++) {
                await(transactional.send(record(topic, name(topic), "in a transaction")));
            }
            transactional.commitTransaction();
        }
        // The broker writes the marker after it has answered: a record sent meanwhile would stand before it.
        Awaitility.await().until(() -> endOffset(name(topic)) == endOffset + count + 1);
    }

    private long endOffset(String name) {
        TopicPartition partition = new TopicPartition(name, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .offset();
    }

    /** To a topic of this name, as {@code topic} has them. */
    public void send(Topic topic, String name, String value) {
        await(producer.send(record(topic, name, value)));
    }

    /** One event of this type, acknowledged. */
    public void sendEvent(Topic topic, String type, byte[] value) {
        create(name(topic));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name(topic), 0, null, value);
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        await(producer.send(record));
    }

    /** One record of arrivals, acknowledged. */
    public void sendArrival(byte[] value) {
        await(producer.send(record(Topic.ARRIVALS, name(Topic.ARRIVALS), value)));
    }

    /** Without waiting. */
    public Future<RecordMetadata> offer(Topic topic, byte[] value) {
        return producer.send(record(topic, name(topic), value));
    }

    /** Waits for the acknowledgements; a broker that is away is waited for. */
    public void offerAndWait(Topic topic, byte[] value, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(offer(topic, value));
        }
        sent.forEach(TestTopics::await);
    }

    private ProducerRecord<byte[], byte[]> record(Topic topic, String name, String value) {
        return record(topic, name, value.getBytes(StandardCharsets.UTF_8));
    }

    private ProducerRecord<byte[], byte[]> record(Topic topic, String name, byte[] value) {
        create(name);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, 0, null, value);
        if (topic != Topic.ARRIVALS) {
            String word = topic.name().charAt(0) + topic.name().substring(1).toLowerCase(Locale.ROOT);
            record.headers()
                    .add("ce_type", "dev.candor.%sHappened.v1".formatted(word).getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(org.apache.kafka.common.KafkaFuture<?> future) {
        await((Future<?>) future.toCompletionStage().toCompletableFuture());
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
