package dev.candor.audit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.entries.GoldenEvents;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.localservers.Repository;
import dev.candor.messaging.CloudEvents;
import dev.candor.messaging.EventSource;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The released forms: the samples of spec/events/v1, byte for byte of their JSON values. */
class FindingEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long RAISED_AT_MILLIS = 1_795_374_031_000L;
    private static final Hash32 SEQUENCER =
            Hash32.fromHex("0x0820a0d2a0aed7e43af81dc9016d676112131255ef88a81699154adcbebe7c4b");
    private final RollupIdentity rollup = GoldenEvents.identity();

    private static Signed<InclusionPromise> promise() {
        JsonNode value = GoldenEvents.value("PromiseIssued");
        JsonNode told = value.get("promise");
        return new Signed<>(
                new InclusionPromise(
                        RollupId.parse(told.get("rollupId").asString()),
                        Seq.parse(told.get("seq").asString()),
                        Hash32.fromHex(told.get("txHash").asString()),
                        Eip55.parse(told.get("sender").asString()),
                        Long.parseLong(told.get("nonce").asString()),
                        Long.parseLong(told.get("receivedAtMillis").asString()),
                        Long.parseLong(told.get("includeBy").asString()),
                        Hash32.fromHex(told.get("policyHash").asString())),
                Bytes.fromHex(value.get("signature").asString()));
    }

    private StoredFinding finding() {
        Map<String, Object> point = new TreeMap<>(Map.of("at", "0", "coveredCount", "0", "forcedThrough", "0"));
        Evidence evidence = Evidence.of()
                .claim(FaultClaim.ofArrival(2, SEQUENCER, rollup.id(), false, 0))
                .signed("promise", promise())
                .number("deadline", 1_795_374_001)
                .number("l1Now", 1_795_374_030)
                .part("trace", java.util.List.of(point))
                .entry(1)
                .build();
        return new StoredFinding(
                1,
                "promise-late.0",
                FindingKind.PROMISE_LATE,
                "0",
                FindingState.RAISED,
                1,
                1,
                RAISED_AT_MILLIS,
                RAISED_AT_MILLIS,
                Optional.empty(),
                new Words(
                        "a batch on L1 that covers arrival 0 by 1795374001 (Unix seconds)",
                        "none by 1795374030",
                        "Look at the settlement runbook for what holds posts up."),
                Optional.empty(),
                JSON.writeValueAsString(evidence.json()));
    }

    @Test
    void writesFindingRaisedAsReleased() {
        requireSample("FindingRaised", FindingEvents.raised(rollup.id(), Generation.ZERO, finding()));
    }

    @Test
    void writesFindingClearedAsReleased() {
        StoredFinding stale = new StoredFinding(
                2,
                "checkpoint-stale.log",
                FindingKind.CHECKPOINT_STALE,
                "log",
                FindingState.RAISED,
                3,
                9,
                RAISED_AT_MILLIS,
                RAISED_AT_MILLIS,
                Optional.empty(),
                new Words("", "", ""),
                Optional.empty(),
                "{}");

        requireSample(
                "FindingCleared",
                FindingEvents.cleared(
                        rollup.id(),
                        Generation.ZERO,
                        stale,
                        "it is up to date: 512 of 512 entries published",
                        RAISED_AT_MILLIS + 4_000));
    }

    private void requireSample(String event, Outbox.Event found) {
        ProducerRecord<byte[], byte[]> record = new CloudEvents(
                        JSON,
                        new EventSource(
                                rollup.id().toString(),
                                "/rollups/%s/logs/%s".formatted(rollup.id(), rollup.originHash())))
                .record(found);
        JsonNode sample = read(event + ".sample.json");
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(JSON.<JsonNode>valueToTree(headers)).isEqualTo(sample.get("headers"));
        assertThat(record.topic()).isEqualTo(sample.get("topic").asString());
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(sample.get("key").asString());
        assertThat(JSON.readTree(record.value())).isEqualTo(sample.get("value"));
    }

    private static JsonNode read(String file) {
        Path path = Repository.root().orElseThrow().resolve("spec/events/v1").resolve(file);
        try {
            return JSON.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
