package dev.candor.witness.judge;

import static dev.candor.witness.judge.AttestingWitness.reasons;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.rollup.Wallet;
import dev.candor.witness.rollup.WrittenBatch;
import dev.candor.witness.rollup.WrittenRollup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A witness that has nothing but L1, against a sequencer in the test's hands: real L1, contracts, clients and database. */
class FullWitnessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Bytes EMPTY = Bytes.EMPTY;

    @TempDir
    private Path directory;

    private final Wallet alice = new Wallet(5);
    private final Wallet bob = new Wallet(6);
    private WrittenRollup rollup;
    private AttestingWitness witness;

    @BeforeEach
    void startRollup() {
        rollup = new WrittenRollup();
        witness = new AttestingWitness(rollup, directory).start();
    }

    @AfterEach
    void stop() {
        witness.close();
        rollup.close();
    }

    private WrittenBatch postHonest(Bytes... raws) throws Exception {
        WrittenBatch batch = rollup.next(raws);
        rollup.post(batch);
        return batch;
    }

    @Test
    void callsHonestBatchesValidWhateverIsInThem() throws Exception {
        // given: plain ones, repetitions in the batch and across batches, an EMPTY number, skipped, reverting, forced
        // ones
        Bytes first = alice.transfer();
        postHonest(first, bob.transfer(), first, EMPTY);
        rollup.force(alice.forced());
        rollup.force(Bytes.fromHex("0x0bad"));
        postHonest(first, bob.reverting(), bob.outOfTurn(), bob.transfer());
        WrittenBatch empty = postHonest();

        // when
        rollup.makeFinal();

        // then
        JsonNode newest = witness.awaitVerdict(0, 3, Verdict.VALID);
        assertThat(newest.path("batchHash").asString())
                .isEqualTo(empty.header().digest(rollup.domain()).toHex());
        assertThat(newest.path("executionHash").asString())
                .isEqualTo(empty.statement().digest(rollup.domain()).toHex());
        assertThat(newest.path("reasons").isEmpty()).isTrue();
        JsonNode page = witness.service().json("/v1/attestations?from=0&limit=2");
        assertThat(page.path("attestations").size()).isEqualTo(2);
        assertThat(page.path("next").asString()).isEqualTo("2");
        assertThat(witness.service()
                        .json("/v1/attestations?from=2")
                        .path("attestations")
                        .path(0)
                        .path("number")
                        .asString())
                .isEqualTo("3");
        assertThat(witness.client().blockNumber()).isEqualTo(3);
        assertShowsItself();
    }

    private void assertShowsItself() {
        JsonNode attesting = witness.service().json("/v1/witness").path("attesting");
        assertThat(attesting.path("counts").path("VALID").asString()).isEqualTo("3");
        assertThat(attesting.path("batchesBehind").asString()).isEqualTo("0");
        assertThat(attesting.path("disagreements").isEmpty()).isTrue();
        String page = new String(witness.service().get("/", "text/html").body(), UTF_8);
        assertThat(page).contains("What I see", "What I signed", "3 VALID", "Where I disagree", "Nowhere.");
        String metrics =
                new String(witness.service().management("/actuator/prometheus").body(), UTF_8);
        assertThat(metrics)
                .contains(
                        "candor_witness_attestations_total{verdict=\"valid\"} 3.0",
                        "candor_witness_batches_behind 0.0",
                        "candor_witness_seconds_since_verdict");
    }

    @Test
    void callsAWrongStateRootInvalidAndGoesOnWithTheTrueChain() throws Exception {
        // given
        postHonest(alice.transfer());
        WrittenBatch lie = rollup.next(alice.transfer()).withStateRoot(Hash32.fromHex("0x" + "66".repeat(32)));
        rollup.post(lie);
        postHonest(alice.transfer());

        // when
        rollup.makeFinal();

        // then
        witness.awaitVerdict(0, 3, Verdict.VALID);
        witness.awaitVerdict(0, 1, Verdict.VALID);
        JsonNode invalid = witness.awaitVerdict(0, 2, Verdict.INVALID);
        assertThat(reasons(invalid))
                .contains("STATE_ROOT", "0x" + "66".repeat(32))
                .doesNotContain("L2_BLOCK_HASH");
        String page = new String(witness.service().get("/", "text/html").body(), UTF_8);
        assertThat(page).contains("STATE_ROOT");
    }

    @Test
    void callsABeaconSignatureOfAnotherKeyInvalid() throws Exception {
        rollup.post(rollup.nextWithFalseBeacon(alice.transfer()));

        rollup.makeFinal();

        assertThat(reasons(witness.awaitVerdict(0, 1, Verdict.INVALID))).contains("BEACON_SIGNATURE");
    }

    @Test
    void callsDataThatDoesNotRebuildInvalidAndWhatRestsOnIt() throws Exception {
        // given: data that decodes but is of other arrivals than those of the cut; then data that does not decode
        WrittenBatch batch = rollup.next(alice.transfer(), bob.transfer());
        List<DataArrival> swapped = new ArrayList<>(batch.content().arrivals()).reversed();
        BatchContent content = new BatchContent(swapped, batch.content().l2BlockHeader());
        rollup.post(batch.with(BatchData.encode(
                content.encode(batch.header().firstSeq(), batch.header().sealedAtMillis()))));
        rollup.post(rollup.next(alice.transfer()).with(new BatchData(List.of(Bytes.fromHex("0x01dead")))));
        postHonest(alice.transfer());

        // when
        rollup.makeFinal();

        // then
        assertThat(reasons(witness.awaitVerdict(0, 1, Verdict.INVALID))).contains("CUT_ROOT", "ARRIVAL_ROOT");
        assertThat(reasons(witness.awaitVerdict(0, 2, Verdict.INVALID))).contains("DATA");
        assertThat(reasons(witness.awaitVerdict(0, 3, Verdict.INVALID))).contains("PARENT");
    }

    @Test
    void callsUnavailableWhatItsDeadClientCannotExecuteAndJudgesItLater() throws Exception {
        // given
        postHonest(alice.transfer());
        rollup.makeFinal();
        witness.awaitVerdict(0, 1, Verdict.VALID);
        witness.client().kill();

        // when
        postHonest(alice.transfer());
        postHonest(alice.transfer());
        rollup.makeFinal();

        // then
        JsonNode unavailable = witness.awaitVerdict(0, 2, Verdict.UNAVAILABLE);
        assertThat(reasons(unavailable)).contains("execution client");
        witness.awaitVerdict(0, 3, Verdict.UNAVAILABLE);
        assertThat(witness.service().management("/actuator/health").statusCode())
                .isEqualTo(503);

        // when
        witness.client().restart();

        // then: all of it, with a client that has forgotten its blocks
        witness.awaitVerdict(0, 2, Verdict.VALID);
        witness.awaitVerdict(0, 3, Verdict.VALID);
        assertThat(witness.service()
                        .json("/v1/attestations")
                        .path("attestations")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void neverCallsABatchInvalidOnTheWordOfAClientThatDoesNotRepeatItself() throws Exception {
        // given
        witness.stop();
        FicklePostProcessor fickle = new FicklePostProcessor();
        witness.start(fickle);
        postHonest(alice.transfer());

        // when
        rollup.makeFinal();

        // then
        JsonNode unavailable = witness.awaitVerdict(0, 1, Verdict.UNAVAILABLE);
        assertThat(reasons(unavailable)).contains("repeat");

        // when
        fickle.mend();

        // then
        witness.awaitVerdict(0, 1, Verdict.VALID);
    }

    @Test
    void signsTheSameAgainAfterADeathBeforePublication() throws Exception {
        // given
        postHonest(alice.transfer());
        rollup.makeFinal();
        JsonNode before = witness.awaitVerdict(0, 1, Verdict.VALID);
        witness.stop();
        JdbcClient.create(new DriverManagerDataSource(witness.database()))
                .sql("update attestation set signature = null")
                .update();

        // when
        witness.start();
        postHonest(alice.transfer());
        rollup.makeFinal();

        // then
        witness.awaitVerdict(0, 2, Verdict.VALID);
        assertThat(witness.attestation(0, 1)).isEqualTo(before);
    }

    @Test
    void signsNothingThatL1MayStillTakeBack() throws Exception {
        // given
        WrittenBatch batch = rollup.next(alice.transfer());
        rollup.post(batch);
        await().atMost(PATIENCE).until(() -> newestL1() >= rollup.l1().blockNumber());
        assertThat(witness.knows(0, 1)).isFalse();

        // when: the post goes away, and what comes instead is a lie in the same place
        rollup.l1().reorg(2);
        rollup.post(batch.withStateRoot(Hash32.fromHex("0x" + "77".repeat(32))));
        rollup.makeFinal();

        // then
        JsonNode invalid = witness.awaitVerdict(0, 1, Verdict.INVALID);
        assertThat(reasons(invalid)).contains("0x" + "77".repeat(32));
        assertThat(witness.service()
                        .json("/v1/attestations")
                        .path("attestations")
                        .size())
                .isEqualTo(1);
    }

    private long newestL1() {
        return witness.service()
                .json("/v1/witness")
                .path("attesting")
                .path("newestL1Block")
                .asLong();
    }

    @Test
    void playsItsBlocksAgainIntoAnEmptiedClientAndCatchesUpFromNothing() throws Exception {
        // given
        for (int i = 0; i < 5; i++) {
            postHonest(alice.transfer(), bob.transfer());
        }
        rollup.makeFinal();
        witness.awaitVerdict(0, 5, Verdict.VALID);

        // when: a client that is emptied, under a witness that is restarted
        witness.stop();
        witness.client().stop();
        witness.client().wipe();
        witness.client().restart();
        witness.start();
        postHonest(alice.transfer());
        rollup.makeFinal();

        // then
        JsonNode newest = witness.awaitVerdict(0, 6, Verdict.VALID);
        assertThat(witness.client().blockNumber()).isEqualTo(6);
        try (AttestingWitness late = new AttestingWitness(rollup, directory).start()) {
            JsonNode same = late.awaitVerdict(0, 6, Verdict.VALID);
            assertThat(same.path("signature")).isEqualTo(newest.path("signature"));
        }
    }
}
