package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LocalKafkaTest {

    private static final String TOPIC = "arrivals";

    @Test
    void acknowledgedRecordsSurviveAKillOfTheBroker() throws Exception {
        try (LocalKafka kafka = LocalKafka.start()) {
            kafka.createTopic(TOPIC, 1, Map.of("retention.ms", "-1"));
            kafka.createTopic(TOPIC, 1, Map.of());
            send(kafka, "first");

            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.restart();
            send(kafka, "second");

            assertThat(read(kafka, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void aStoppedBrokersLogCanLoseItsTail() throws Exception {
        try (LocalKafka kafka = LocalKafka.start()) {
            kafka.createTopic(TOPIC, 1, Map.of());
            send(kafka, "kept");
            send(kafka, "lost");
            kafka.kill();

            var segment = kafka.partitionDirectory(TOPIC, 0).resolve("00000000000000000000.log");
            byte[] bytes = Files.readAllBytes(segment);
            int lost = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("lost");
            Files.write(segment, java.util.Arrays.copyOf(bytes, lost));
            kafka.restart();

            assertThat(read(kafka, 1)).containsExactly("kept");
            assertThat(send(kafka, "after")).isEqualTo(1);
        }
    }

    @Test
    void aBrokerInThisJvmStartsStopsAndContinues() throws Exception {
        try (LocalKafka kafka = LocalKafka.startInThisJvm(ServerOptions.temporary())) {
            kafka.createTopic(TOPIC, 1, Map.of());
            send(kafka, "first");
            assertThatThrownBy(kafka::kill).isInstanceOf(UnsupportedOperationException.class);

            kafka.stop();
            assertThat(FreePorts.isFree(kafka.port())).isTrue();
            kafka.restart();

            assertThat(read(kafka, 1)).containsExactly("first");
        }
    }

    private static long send(LocalKafka kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            return producer.send(new ProducerRecord<>(TOPIC, value)).get().offset();
        }
    }

    private static List<String> read(LocalKafka kafka, int count) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Long end = consumer.endOffsets(List.of(partition)).get(partition);
            assertThat(end).isEqualTo((long) count);
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(found -> values.add(found.value()));
            }
        }
        return values;
    }
}
