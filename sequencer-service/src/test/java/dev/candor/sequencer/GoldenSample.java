package dev.candor.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.localservers.Repository;
import dev.candor.messaging.CloudEvents;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One event of spec/events/v1 as it is released: topic, key, headers and value. */
public final class GoldenSample {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode sample;

    private GoldenSample(JsonNode sample) {
        this.sample = sample;
    }

    public static GoldenSample of(String event) {
        try {
            return new GoldenSample(JSON.readTree(Files.readString(
                    Repository.root().orElseThrow().resolve("spec/events/v1").resolve(event + ".sample.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text or number at a JSON pointer below {@code value}. */
    public String text(String pointer) {
        return sample.at("/value" + pointer).asString();
    }

    public Hash32 hash(String pointer) {
        return Hash32.fromHex(text(pointer));
    }

    public long number(String pointer) {
        return Long.parseUnsignedLong(text(pointer));
    }

    public long atMillis() {
        return Instant.parse(sample.at("/headers/ce_time").asString()).toEpochMilli();
    }

    /** The rollup and the sequencer that the sample is of. */
    public RollupIdentity rollup() {
        String source = sample.at("/headers/ce_source").asString();
        Address contract = Address.fromHex("0x" + "0c".repeat(20));
        return new RollupIdentity(
                new RollupId(sample.get("key").asLong()),
                new CandorDomain(1, contract),
                0,
                contract,
                Hash32.ZERO,
                0,
                0,
                Hash32.fromHex(source.substring(source.lastIndexOf('/') + 1)));
    }

    public void requireEqual(Outbox.Event event) {
        ProducerRecord<byte[], byte[]> record = new CloudEvents(JSON, SequencerEvents.source(rollup())).record(event);
        Map<String, String> found = new HashMap<>();
        record.headers().forEach(header -> found.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        Map<String, String> expected = new HashMap<>();
        sample.get("headers")
                .properties()
                .forEach(header ->
                        expected.put(header.getKey(), header.getValue().asString()));

        assertThat(record.topic()).isEqualTo(sample.get("topic").asString());
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(sample.get("key").asString());
        assertThat(found).isEqualTo(expected);
        assertThat(JSON.readTree(record.value())).isEqualTo(sample.get("value"));
    }
}
