package dev.candor.witness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.rollup.Wallet;
import dev.candor.witness.rollup.WrittenBatch;
import dev.candor.witness.rollup.WrittenRollup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Every write of a verdict × {lost, landed but reported failed}: afterwards each batch has its one attestation, the right one. */
class JudgingFaultsTest {
    /** The transaction of the verdict, its signature, and the same of the next batch. */
    private static final int WRITES = 4;

    private static final int BATCHES_PER_FAULT = 2;
    private static final Hash32 LIE = Hash32.fromHex("0x" + "66".repeat(32));

    @TempDir
    private Path directory;

    @Test
    void attestsEachBatchOnceThroughEveryFailedWrite() throws Exception {
        try (WrittenRollup rollup = new WrittenRollup();
                AttestingWitness witness = new AttestingWitness(rollup, directory)) {
            FailingDatabase database = new FailingDatabase();
            witness.start(database);
            Wallet wallet = new Wallet(5);
            int faults = 0;
            for (FailingDatabase.Mode mode : FailingDatabase.Mode.values()) {
                for (int nth = 1; nth <= WRITES; nth++) {
                    // given
                    for (int i = 0; i < BATCHES_PER_FAULT; i++) {
                        WrittenBatch batch = rollup.next(wallet.transfer());
                        rollup.post(i == 0 ? batch : batch.withStateRoot(LIE));
                    }
                    faults++;
                    int expected = faults;

                    // when
                    database.arm(mode, nth);
                    rollup.makeFinal();

                    // then
                    await().atMost(Duration.ofSeconds(60)).until(() -> database.fired() == expected);
                    witness.awaitVerdict(0, 2L * faults - 1, Verdict.VALID);
                    witness.awaitVerdict(0, 2L * faults, Verdict.INVALID);
                }
            }
            assertOneOfEach(witness, BATCHES_PER_FAULT * faults);
        }
    }

    private static void assertOneOfEach(AttestingWitness witness, int batches) {
        JsonNode attestations = witness.service().json("/v1/attestations").path("attestations");
        assertThat(attestations.size()).isEqualTo(batches);
        for (int place = 0; place < batches; place++) {
            assertThat(attestations.path(place).path("place").asInt()).isEqualTo(place);
            assertThat(attestations.path(place).path("number").asInt()).isEqualTo(place + 1);
        }
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(witness.database()));
        for (String table : List.of("judged_batch", "judged_arrival")) {
            assertThat(jdbc.sql("select count(*) from " + table)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isEqualTo(batches);
        }
    }
}
