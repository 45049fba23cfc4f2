package dev.candor.sequencer.arrivals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events of a topic from its beginning, as any other service would. */
public final class ReadEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(300);

    private ReadEvents() {}

    public record Event(String key, Map<String, String> headers, JsonNode value) {
        public static Event of(ConsumerRecord<byte[], byte[]> record) {
            return of(record.key(), record.headers(), record.value());
        }

        public static Event of(byte[] key, org.apache.kafka.common.header.Headers kafkaHeaders, byte[] value) {
            Map<String, String> headers = new HashMap<>();
            kafkaHeaders.forEach(
                    header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            return new Event(new String(key, StandardCharsets.UTF_8), headers, JSON.readTree(value));
        }

        public String id() {
            return headers.getOrDefault("ce_id", "");
        }
    }

    public static List<Event> all(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            if (consumer.partitionsFor(topic).isEmpty()) {
                return events;
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> events.add(Event.of(record)));
            }
        }
        return events;
    }
}
