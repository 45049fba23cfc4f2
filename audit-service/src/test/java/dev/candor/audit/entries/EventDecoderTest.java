package dev.candor.audit.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EventDecoderTest {
    private static final RollupIdentity IDENTITY = GoldenEvents.identity();

    private final EventDecoder decoder = new EventDecoder(IDENTITY);

    @Test
    void readsTheArrivalOfTheSample() {
        LoggedEvent.Arrival arrival = (LoggedEvent.Arrival) decode(Topic.ARRIVALS, 0, GoldenEvents.arrival());

        assertThat(arrival.isEmpty()).isFalse();
        assertThat(arrival.seq()).isEqualTo(Seq.ZERO);
        assertThat(arrival.record().orElseThrow().receivedAtMillis()).isEqualTo(1795370400750L);
        assertThat(arrival.transaction().orElseThrow().hash())
                .isEqualTo(Keccak256.hash(arrival.record().orElseThrow().rawTx()));
    }

    @Test
    void takesAnArrivalThatIsNoneForEmpty() {
        Bytes cut = GoldenEvents.arrival().slice(0, 60);

        for (Bytes value : List.of(Bytes.EMPTY, cut, Bytes.wrap(new byte[] {2, 3}))) {
            LoggedEvent.Arrival arrival = (LoggedEvent.Arrival) decode(Topic.ARRIVALS, 7, value);
            assertThat(arrival.isEmpty()).isTrue();
            assertThat(arrival.value()).isEqualTo(value);
        }
    }

    @Test
    void readsThePromiseWithTheSignatureOfItsDigest() {
        LoggedEvent.PromiseIssued issued = (LoggedEvent.PromiseIssued) promises("PromiseIssued");

        assertThat(issued.promise().txHash()).isEqualTo(Keccak256.hash(issued.rawTx()));
        assertThat(Secp256k1.recover(issued.promise().digest(IDENTITY.domain()), Signature65.of(issued.signature())))
                .isPresent();
    }

    @Test
    void readsTheRefusal() {
        LoggedEvent.AdmissionRefused refused = (LoggedEvent.AdmissionRefused) promises("AdmissionRefused");

        assertThat(refused.refusal().reason()).isEqualTo(9);
        assertThat(refused.reasonName()).isEqualTo("NONCE_GAP");
    }

    @Test
    void readsTheSealedBatchWithTheDigestsItClaims() {
        LoggedEvent.BatchSealed sealed = (LoggedEvent.BatchSealed) batches("BatchSealed");

        assertThat(sealed.header().digest(IDENTITY.domain())).isEqualTo(sealed.batchHash());
        assertThat(sealed.header().cutHash(IDENTITY.domain())).isEqualTo(sealed.cutHash());
        assertThat(sealed.beaconSignature().size()).isEqualTo(96);
    }

    @Test
    void readsTheExecutedBatchWithTheDigestItClaims() {
        LoggedEvent.BatchExecuted executed = (LoggedEvent.BatchExecuted) batches("BatchExecuted");

        assertThat(executed.statement().digest(IDENTITY.domain())).isEqualTo(executed.executionHash());
        assertThat(executed.outcomes()).isEqualTo(Bytes.fromHex("0x0188a401"));
    }

    @Test
    void readsWhereABatchIsOnL1() {
        LoggedEvent.BatchPosted posted = (LoggedEvent.BatchPosted) batches("BatchPosted");
        LoggedEvent.BatchFinalized finalized = (LoggedEvent.BatchFinalized) batches("BatchFinalized");
        LoggedEvent.BatchVoided voided = (LoggedEvent.BatchVoided) batches("BatchVoided");

        assertThat(posted.commitment().hash()).isEqualTo(posted.commitmentHash());
        assertThat(posted.l1().blockNumber()).isEqualTo(40);
        assertThat(finalized.l1().logIndex()).isEqualTo(3);
        assertThat(finalized.batchHash()).isEqualTo(voided.batchHash());
        assertThat(voided.newGeneration().value()).isEqualTo(1);
    }

    @Test
    void readsHowFarACoverageEntryGoes() {
        byte[] two = ByteBuffer.allocate(28)
                .putShort((short) 1)
                .putInt(0)
                .putLong(100)
                .putShort((short) 2)
                .putInt(0)
                .putLong(99)
                .array();

        LoggedEvent event = decode(Topic.COVERAGE, 4, Bytes.wrap(two));

        assertThat(event)
                .isEqualTo(new LoggedEvent.Coverage(
                        4,
                        List.of(
                                new LoggedEvent.Coverage.NextOffset(1, 0, 100),
                                new LoggedEvent.Coverage.NextOffset(2, 0, 99))));
    }

    @Test
    void keepsEventsOfTypesThatItDoesNotKnow() {
        Bytes value = Bytes.wrap(new byte[] {0, 1, 2});

        assertThat(decode(Topic.GOVERNANCE, 0, GoldenEvents.bytes("dev.candor.BallotAccepted.v1", value)))
                .isEqualTo(new LoggedEvent.Other("dev.candor.BallotAccepted.v1", value));
        assertThat(decode(Topic.BATCHES, 0, GoldenEvents.bytes("dev.candor.BatchSealed.v2", value)))
                .isEqualTo(new LoggedEvent.Other("dev.candor.BatchSealed.v2", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generation",
                "header",
                "header.seqCount",
                "header.firstSeq",
                "header.txCount",
                "header.seed",
                "batchHash",
                "headerSignature",
                "rollupId"
            })
    void saysWhichMemberOfAnEventIsMissing(String path) {
        ObjectNode value = GoldenEvents.value("BatchSealed");
        parent(value, path).remove(path.substring(path.lastIndexOf('.') + 1));

        assertThat(sealed(value)).satisfies(event -> assertThat(reason(event)).contains(path + ", found none"));
    }

    @Test
    void saysWhatIsWrongWithAMember() {
        assertThat(reason(sealed(with("header.firstSeq", "9223372036854775808"))))
                .contains("below 2^63");
        assertThat(reason(sealed(with("header.firstSeq", "01")))).contains("in decimal");
        assertThat(reason(sealed(with("header.firstSeq", "9223372036854775807"))))
                .contains("firstSeq + seqCount");
        assertThat(reason(sealed(with("header.seed", "0xAB")))).contains("0x-hex in lower case");
        assertThat(reason(sealed(with("header.seed", "0xab")))).contains("32 bytes");
        assertThat(reason(sealed(with("header.generation", "1")))).contains("header.generation 0, found 1");
        assertThat(reason(sealed(with("rollupId", "1")))).contains("rollupId 901901, found 1");
        assertThat(reason(decode(Topic.PROMISES, 0, GoldenEvents.bytes("BatchSealed"))))
                .contains("on topic candor.batches.v1");
    }

    @Test
    void quotesUntrustedTextOnOneShortLine() {
        String reason = reason(sealed(with("header.seed", "0x\n\u0000" + "long".repeat(1000))));

        assertThat(reason).hasSizeLessThan(250).doesNotContain("\n", "\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":1}{}", "{\"rollupId\":\"1\",\"rollupId\":\"1\"}", "nul", "{"})
    void takesNothingButOneObject(String json) {
        Bytes value = Bytes.wrap(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        LoggedEvent event = decode(Topic.BATCHES, 0, GoldenEvents.bytes("dev.candor.BatchSealed.v1", value));

        assertThat(event).isInstanceOf(LoggedEvent.Undecodable.class);
        assertThat(((LoggedEvent.Undecodable) event).type()).contains("dev.candor.BatchSealed.v1");
    }

    @Test
    void refusesATypeThatIsNotPrintable() {
        assertThat(reason(decode(Topic.BATCHES, 0, GoldenEvents.bytes("dev\u0000candor", Bytes.EMPTY))))
                .contains("printable");
        assertThat(reason(decode(Topic.BATCHES, 0, Bytes.EMPTY))).contains("too few");
        assertThat(reason(decode(Topic.BATCHES, 0, Bytes.wrap(new byte[] {9, 'a'}))))
                .contains("too few");
    }

    @Test
    void neverFailsWhateverTheBytesAre() {
        Random random = new Random(20261123);
        List<Bytes> samples = List.of(
                GoldenEvents.arrival(),
                GoldenEvents.bytes("BatchSealed"),
                GoldenEvents.bytes("BatchPosted"),
                GoldenEvents.bytes("PromiseIssued"));
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).toArray();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Topic[] topics = Topic.values();
            Topic topic = topics[random.nextInt(topics.length)];
            LogEntry entry = new LogEntry(0, topic, 0, 0, Bytes.EMPTY);

            assertThat(decoder.decode(entry, Bytes.wrap(bytes))).isNotNull();
        }
    }

    private LoggedEvent sealed(ObjectNode value) {
        return decode(Topic.BATCHES, 0, GoldenEvents.bytes("dev.candor.BatchSealed.v1", value));
    }

    private static ObjectNode with(String path, String text) {
        ObjectNode value = GoldenEvents.value("BatchSealed");
        parent(value, path).put(path.substring(path.lastIndexOf('.') + 1), text);
        return value;
    }

    private static ObjectNode parent(ObjectNode value, String path) {
        return path.startsWith("header.") ? (ObjectNode) value.path("header") : value;
    }

    private LoggedEvent promises(String event) {
        return decode(Topic.PROMISES, 0, GoldenEvents.bytes(event));
    }

    private LoggedEvent batches(String event) {
        return decode(Topic.BATCHES, 0, GoldenEvents.bytes(event));
    }

    private LoggedEvent decode(Topic topic, long offset, Bytes event) {
        return decoder.decode(GoldenEvents.entry(topic, offset, event), event);
    }

    private static String reason(LoggedEvent event) {
        return Optional.of(event)
                .map(LoggedEvent.Undecodable.class::cast)
                .map(LoggedEvent.Undecodable::reason)
                .orElseThrow();
    }
}
