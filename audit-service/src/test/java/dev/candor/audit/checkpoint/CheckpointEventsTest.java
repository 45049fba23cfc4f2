package dev.candor.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.LogVectors;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.messaging.CloudEvents;
import dev.candor.messaging.EventSource;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import dev.candor.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckpointEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void saysThatACheckpointIsPublishedAsTheGoldenSampleDoes() {
        // given
        JsonNode sample = LogVectors.read("spec/events/v1/CheckpointPublished.sample.json");
        JsonNode value = sample.get("value");
        RollupIdentity rollup = new RollupIdentity(
                new RollupId(901_901),
                new CandorDomain(1, Address.ZERO),
                1,
                Address.ZERO,
                value.get("origin").asString());
        PublishedCheckpoint checkpoint = new PublishedCheckpoint(
                Long.parseLong(value.get("size").asString()),
                TreeHash.copyOf(Bytes.fromHex(value.get("root").asString()).toArray()),
                Bytes.wrap(value.get("note").asString().getBytes(StandardCharsets.UTF_8)),
                Long.parseLong(value.get("publishedAtMillis").asString()));

        // when
        EventSource source = new EventSource(rollup.id().toString(), rollup.eventSource());
        ProducerRecord<byte[], byte[]> record =
                new CloudEvents(JSON, source).record(CheckpointPublishedV1.event(rollup, checkpoint));

        // then
        Map<String, String> found = new TreeMap<>();
        record.headers().forEach(header -> found.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        Map<String, String> expected = new TreeMap<>();
        sample.get("headers")
                .properties()
                .forEach(header ->
                        expected.put(header.getKey(), header.getValue().asString()));
        assertThat(record.topic()).isEqualTo(sample.get("topic").asString());
        assertThat(found).isEqualTo(expected);
        assertThat(JSON.readTree(record.value())).isEqualTo(value);
    }
}
