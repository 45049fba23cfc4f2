package dev.candor.witness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.localservers.SdkExecutor;
import dev.candor.localservers.ServerOptions;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.rollup.Wallet;
import dev.candor.witness.rollup.WrittenBatch;
import dev.candor.witness.rollup.WrittenRollup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A witness whose client is the executor of sdk/ signs what one with a geth signs. */
class OtherKindOfClientTest {
    @TempDir
    private Path directory;

    private final Wallet alice = new Wallet(5);
    private final Wallet bob = new Wallet(6);
    private WrittenRollup rollup;
    private SdkExecutor executor;
    private AttestingWitness witness;

    @BeforeEach
    void startRollup() throws Exception {
        Optional<String> missing = SdkExecutor.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        rollup = new WrittenRollup();
        executor = SdkExecutor.start(rollup.genesis(), ServerOptions.temporary());
        witness = AttestingWitness.on(executor, rollup, Files.createDirectory(directory.resolve("executor")))
                .start();
    }

    @AfterEach
    void stop() {
        witness.close();
        executor.close();
        rollup.close();
    }

    private WrittenBatch postHonest(Bytes... raws) throws Exception {
        WrittenBatch batch = rollup.next(raws);
        rollup.post(batch);
        return batch;
    }

    @Test
    void agreesWithAWitnessOfTheUsualKindOnEveryBatch() throws Exception {
        Bytes first = alice.transfer();
        postHonest(first, bob.transfer(), first, Bytes.EMPTY);
        rollup.force(alice.forced());
        rollup.force(Bytes.fromHex("0x0bad"));
        postHonest(first, bob.reverting(), bob.outOfTurn(), bob.transfer());
        rollup.post(rollup.next(alice.transfer()).withStateRoot(Hash32.fromHex("0x" + "66".repeat(32))));
        postHonest(alice.transfer());
        rollup.makeFinal();

        try (AttestingWitness usual =
                new AttestingWitness(rollup, Files.createDirectory(directory.resolve("geth"))).start()) {
            for (int number = 1; number <= 4; number++) {
                Verdict verdict = number == 3 ? Verdict.INVALID : Verdict.VALID;
                JsonNode other = witness.awaitVerdict(0, number, verdict);
                assertThat(usual.awaitVerdict(0, number, verdict).path("reasons"))
                        .as("batch %d", number)
                        .isEqualTo(other.path("reasons"));
            }
        }
        assertThat(witness.service().json("/v1/witness").path("attesting").toString())
                .contains("ethereumjs");
    }

    @Test
    void isUnavailableWithoutItsExecutorAndGivesAnEmptiedOneItsBatchesAgain() throws Exception {
        postHonest(alice.transfer());
        postHonest(bob.transfer(), alice.transfer());
        postHonest();
        rollup.makeFinal();
        witness.awaitVerdict(0, 3, Verdict.VALID);

        executor.kill();
        postHonest(alice.transfer());
        rollup.makeFinal();
        witness.awaitVerdict(0, 4, Verdict.UNAVAILABLE);
        executor.wipe();
        executor.restart();

        witness.awaitVerdict(0, 4, Verdict.VALID);
    }
}
