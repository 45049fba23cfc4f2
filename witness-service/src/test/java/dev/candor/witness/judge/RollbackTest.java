package dev.candor.witness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.rollup.Wallet;
import dev.candor.witness.rollup.WrittenRollup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness when a rollback is executed on L1. */
class RollbackTest {
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

    private void postHonest(Bytes... raws) throws Exception {
        rollup.post(rollup.next(raws));
    }

    @Test
    void goesBackWithItsClientWhenARollbackIsExecuted() throws Exception {
        // given
        Bytes kept = alice.transfer();
        Bytes voided = alice.transfer();
        postHonest(kept);
        rollup.post(rollup.next(voided).withStateRoot(Hash32.fromHex("0x" + "66".repeat(32))));
        postHonest(bob.transfer());
        rollup.makeFinal();
        witness.awaitVerdict(0, 2, Verdict.INVALID);
        witness.awaitVerdict(0, 3, Verdict.VALID);

        // when: what was voided comes again, with a repetition of what was not
        rollup.rollBackTo(1);
        postHonest(voided, kept, voided);
        postHonest(bob.transfer());
        rollup.makeFinal();

        // then
        witness.awaitVerdict(1, 2, Verdict.VALID);
        witness.awaitVerdict(1, 3, Verdict.VALID);
        assertThat(witness.attestation(0, 2).path("verdict").asString()).isEqualTo("INVALID");
        assertThat(witness.client().blockNumber()).isEqualTo(3);
    }

    @Test
    void skipsWhatWasVoidBeforeItCameToIt() throws Exception {
        // given: nothing is judged while the post and the rollback that voids it become final together
        witness.stop();
        postHonest(alice.transfer());
        rollup.post(rollup.next(alice.transfer()).with(new BatchData(List.of(Bytes.fromHex("0x01dead")))));
        rollup.rollBackTo(1);
        postHonest(bob.transfer());
        rollup.makeFinal();

        // when
        witness.start();

        // then
        witness.awaitVerdict(1, 2, Verdict.VALID);
        assertThat(witness.knows(0, 1)).isTrue();
        assertThat(witness.knows(0, 2)).isFalse();
    }
}
