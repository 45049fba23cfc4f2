package dev.candor.sequencer.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.GoldenSample;
import dev.candor.sequencer.SequencerDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PromiseEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String database = SequencerDatabase.url();
    private final String topic = TestBroker.freshTopic();
    private final SignedTransactions transactions = new SignedTransactions();

    @Test
    void promiseIssuedIsTheGoldenSample() {
        GoldenSample sample = GoldenSample.of("PromiseIssued");
        InclusionPromise domain = new InclusionPromise(
                sample.rollup().id(),
                Seq.parse(sample.text("/promise/seq")),
                sample.hash("/promise/txHash"),
                Eip55.parse(sample.text("/promise/sender")),
                sample.number("/promise/nonce"),
                sample.number("/promise/receivedAtMillis"),
                sample.number("/promise/includeBy"),
                sample.hash("/promise/policyHash"));
        IssuedPromise issued = new IssuedPromise(
                domain, Signature65.fromHex(sample.text("/signature")), Bytes.fromHex(sample.text("/rawTx")));

        sample.requireEqual(PromiseEventForms.issued(issued));
    }

    @Test
    void admissionRefusedIsTheGoldenSample() {
        GoldenSample sample = GoldenSample.of("AdmissionRefused");
        AdmissionRefusal domain = new AdmissionRefusal(
                sample.rollup().id(),
                sample.hash("/refusal/txHash"),
                (int) sample.number("/refusal/reason"),
                sample.number("/refusal/refusedAtMillis"),
                sample.hash("/refusal/policyHash"));

        sample.requireEqual(PromiseEventForms.refused(domain, Signature65.fromHex(sample.text("/signature"))));
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
