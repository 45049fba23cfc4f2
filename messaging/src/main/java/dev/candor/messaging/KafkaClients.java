package dev.candor.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Clients of the one Kafka cluster, with the settings that durability rests on: idempotent producers with {@code acks=all},
 * consumers that never commit offsets and never jump, topics that keep everything. Time-outs are bounded everywhere.
 */
public final class KafkaClients {
    /** A record that is not acknowledged by then is reported failed; it may have landed all the same. */
    public static final int DELIVERY_TIMEOUT_MILLIS = 4_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;
    private static final int ADMIN_TIMEOUT_MILLIS = 4_000;
    private static final int RECONNECT_MAX_MILLIS = 500;
    private static final int RECONNECT_FIRST_MILLIS = 20;
    private static final int RETRY_BACKOFF_MILLIS = 20;
    private static final int RETRY_BACKOFF_MAX_MILLIS = 200;
    private static final int METADATA_KEPT_MILLIS = 24 * 60 * 60 * 1000;
    private static final short REPLICAS = 3;
    private static final String FOR_EVER = "-1";

    private final KafkaProperties properties;

    public KafkaClients(KafkaProperties properties) {
        this.properties = properties;
    }

    /** @param overrides producer settings that differ from the ones above */
    public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> overrides) {
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT_MILLIS);
        settings.putAll(reconnecting());
        settings.putAll(overrides);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer for assigned partitions: a position out of range is an error, not a jump. */
    public Consumer<byte[], byte[]> consumer(String clientId, int maxRecords) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.putAll(reconnecting());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> reconnecting() {
        return Map.of(
                ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG,
                RECONNECT_FIRST_MILLIS,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                RECONNECT_MAX_MILLIS,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                RETRY_BACKOFF_MILLIS,
                ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                RETRY_BACKOFF_MAX_MILLIS);
    }

    public Admin admin(String clientId) {
        Map<String, Object> settings = new HashMap<>(properties.buildAdminProperties());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        settings.putAll(reconnecting());
        return Admin.create(settings);
    }

    /**
     * Creates a topic of one partition that keeps everything for ever: three replicas of which two must have a record before
     * it is acknowledged, as far as the cluster has brokers; no unclean election.
     *
     * @return false: a topic of this name exists, nothing was changed
     */
    public static boolean createTopic(Admin admin, String name) {
        int brokers = brokers(admin);
        short replicas = (short) Math.min(REPLICAS, brokers);
        Map<String, String> configs = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                FOR_EVER,
                TopicConfig.RETENTION_BYTES_CONFIG,
                FOR_EVER,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replicas >= REPLICAS ? "2" : "1",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false",
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "producer",
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime");
        NewTopic topic = new NewTopic(name, 1, replicas).configs(configs);
        try {
            await(admin.createTopics(List.of(topic)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** Throws the {@link KafkaException} that the future failed with. */
    public static <T> T await(KafkaFuture<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    /** Throws {@link KafkaException} when the leader of the partition does not answer. */
    public void requireReachable(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = consumer("candor-probe", 1)) {
            consumer.endOffsets(List.of(partition));
        }
    }

    private static int brokers(Admin admin) {
        return await(admin.describeCluster().nodes()).size();
    }
}
