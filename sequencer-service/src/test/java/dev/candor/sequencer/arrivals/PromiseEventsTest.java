package dev.candor.sequencer.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.Repository;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.outbox.CloudEvents;
import dev.candor.sequencer.outbox.Outbox;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromiseEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String database = SequencerDatabase.url();
    private final String topic = TestBroker.freshTopic();
    private final SignedTransactions transactions = new SignedTransactions();

    @Test
    void promiseIssuedIsTheGoldenSample() throws IOException {
        JsonNode sample = sample("PromiseIssued");
        JsonNode promise = sample.at("/value/promise");
        InclusionPromise domain = new InclusionPromise(
                new RollupId(promise.get("rollupId").asLong()),
                Seq.parse(promise.get("seq").asString()),
                Hash32.fromHex(promise.get("txHash").asString()),
                Eip55.parse(promise.get("sender").asString()),
                promise.get("nonce").asLong(),
                promise.get("receivedAtMillis").asLong(),
                promise.get("includeBy").asLong(),
                Hash32.fromHex(promise.get("policyHash").asString()));
        IssuedPromise issued = new IssuedPromise(
                domain,
                Signature65.fromHex(sample.at("/value/signature").asString()),
                Bytes.fromHex(sample.at("/value/rawTx").asString()));

        requireEqual(sample, PromiseEventForms.issued(issued));
    }

    @Test
    void admissionRefusedIsTheGoldenSample() throws IOException {
        JsonNode sample = sample("AdmissionRefused");
        JsonNode refusal = sample.at("/value/refusal");
        AdmissionRefusal domain = new AdmissionRefusal(
                new RollupId(refusal.get("rollupId").asLong()),
                Hash32.fromHex(refusal.get("txHash").asString()),
                refusal.get("reason").asInt(),
                refusal.get("refusedAtMillis").asLong(),
                Hash32.fromHex(refusal.get("policyHash").asString()));

        requireEqual(
                sample,
                PromiseEventForms.refused(
                        domain,
                        Signature65.fromHex(sample.at("/value/signature").asString())));
    }

    private static JsonNode sample(String event) throws IOException {
        return JSON.readTree(Files.readString(
                Repository.root().orElseThrow().resolve("spec/events/v1").resolve(event + ".sample.json")));
    }

    private static void requireEqual(JsonNode sample, Outbox.Event event) {
        String source = sample.at("/headers/ce_source").asString();
        RollupIdentity rollup = new RollupIdentity(
                new RollupId(sample.get("key").asLong()),
                ArrivalsNode.ROLLUP.domain(),
                0,
                ArrivalsNode.ROLLUP.rollupAddress(),
                Hash32.ZERO,
                0,
                0,
                Hash32.fromHex(source.substring(source.lastIndexOf('/') + 1)));
        ProducerRecord<byte[], byte[]> record = new CloudEvents(JSON, rollup).record(event);
        ReadEvents.Event found = ReadEvents.Event.of(record.key(), record.headers(), record.value());
        Map<String, String> headers = new HashMap<>();
        sample.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));

        assertThat(record.topic()).isEqualTo(sample.get("topic").asString());
        assertThat(found.key()).isEqualTo(sample.get("key").asString());
        assertThat(found.headers()).isEqualTo(headers);
        assertThat(found.value()).isEqualTo(sample.get("value"));
    }

    @Test
    void everyPromiseIsPublishedInOrderAlsoAcrossARestart() {
        List<IssuedPromise> before;
        try (ArrivalsNode node = start()) {
            before = promise(node, 30);
        }
        try (ArrivalsNode node = start()) {
            List<IssuedPromise> after = promise(node, 30);

            List<String> expected = java.util.stream.Stream.concat(before.stream(), after.stream())
                    .map(issued -> issued.signature().toHex())
                    .toList();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(published(expected)).containsExactlyElementsOf(expected));
        }
    }

    @Test
    void aPositionThatWasLostRepeatsTheSameEvents() {
        try (ArrivalsNode node = start()) {
            List<String> signatures = promise(node, 10).stream()
                    .map(issued -> issued.signature().toHex())
                    .toList();
            await().atMost(SOON).until(() -> published(signatures).size() == 10);

            node.jdbc().sql("update promise_event_position set next_seq = 0").update();

            await().atMost(SOON).until(() -> published(signatures).size() == 20);
            assertThat(published(signatures).subList(10, 20)).isEqualTo(signatures);
        }
    }

    @Test
    void refusalsArePublished() {
        try (ArrivalsNode node = start()) {
            Hash32 hash = Keccak256.hashUtf8(UUID.randomUUID().toString());
            AdmissionRefusal refusal = new AdmissionRefusal(
                    ArrivalsNode.ROLLUP.id(), hash, RefusalReason.NONCE_GAP.code(), 1_795_370_400_750L, Hash32.ZERO);
            Signature65 signature = ArrivalsNode.ORDER_KEY.sign(refusal.digest(ArrivalsNode.ROLLUP.domain()));

            node.bean(PromiseEvents.class).refused(refusal, signature);

            await().atMost(SOON)
                    .until(() -> ReadEvents.all(TestBroker.bootstrapServers(), PromiseEventForms.TOPIC).stream()
                            .anyMatch(event -> event.id().equals("refusal/%s/9/1795370400750".formatted(hash))
                                    && event.value().get("signature").asString().equals(signature.toHex())));
        }
    }

    private ArrivalsNode start() {
        ArrivalsNode node = ArrivalsNode.start(database, TestBroker.bootstrapServers(), topic);
        await().atMost(SOON).until(node.promises()::accepting);
        return node;
    }

    private List<IssuedPromise> promise(ArrivalsNode node, int count) {
        return transactions.next(count).stream()
                .map(tx -> PromisesTest.issued(node.promises().promise(tx)))
                .toList();
    }

    /** The signatures of these promises in the order in which they were published. */
    private static List<String> published(List<String> of) {
        return ReadEvents.all(TestBroker.bootstrapServers(), PromiseEventForms.TOPIC).stream()
                .map(event -> event.value().get("signature").asString())
                .filter(of::contains)
                .toList();
    }
}
