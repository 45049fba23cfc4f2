package dev.candor.sequencer.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.execution.ExecutionWitness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class WitnessKeeperTest {
    private static final Term TERM = new Term(1);
    private static final String ONE = "one";
    private static final String OTHER = "another";

    private final ExecutedLine line = new ExecutedLine();
    private final Set<Hash32> forgotten = new HashSet<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean away;
    private boolean deposed;
    private int asked;
    private KeptWitnesses kept;
    private Witnesses witnesses;

    @BeforeEach
    void openDatabase() {
        kept = new KeptWitnesses(JdbcClient.create(SequencerDatabase.migrated()));
        witnesses = new Witnesses(line, (block, parent, further) -> answer(block), kept);
    }

    private Optional<ExecutionWitness> answer(Hash32 block) {
        asked++;
        if (away) {
            throw new EngineUnavailableException("away");
        }
        return forgotten.contains(block)
                ? Optional.empty()
                : Optional.of(new ExecutionWitness(
                        Bytes.EMPTY, block.toBytes(), new TreeSet<>(), new TreeSet<>(), List.of()));
    }

    private WitnessKeeper keeper(int keptBatches) {
        return new WitnessKeeper(line, witnesses, kept, new Held(), new WitnessProperties(keptBatches), meters);
    }

    private static void drain(WitnessKeeper keeper) {
        while (keeper.keptOne(TERM)) {
            // Until there is nothing left.
        }
    }

    private double missed() {
        return meters.counter("candor.sequencer.witnesses.missed").count();
    }

    /** The lease, held until a test takes it away. */
    private final class Held implements Leadership {
        @Override
        public Optional<Term> current() {
            return Optional.of(TERM);
        }

        @Override
        public <T> T fenced(Term term, Supplier<T> work) {
            if (deposed) {
                throw new DeposedException("deposed");
            }
            return work.get();
        }
    }

    @Test
    void keepsTheWitnessOfEveryBatchAndServesItWhenTheClientHasForgotten() {
        line.executeUpTo(3, ONE);
        drain(keeper(1000));
        line.executeUpTo(5, ONE);
        drain(keeper(1000));
        away = true;

        for (long number = 1; number <= 5; number++) {
            StoredBatch batch = line.find(number).orElseThrow();
            assertThat(witnesses.of(batch, batch.executed().orElseThrow()))
                    .hasValueSatisfying(json -> assertThat(new String(json, StandardCharsets.UTF_8))
                            .contains(batch.executed()
                                    .orElseThrow()
                                    .statement()
                                    .l2BlockHash()
                                    .toHex()));
        }
        assertThat(asked).as("what is kept is not asked for again").isEqualTo(5);
        assertThat(missed()).isZero();
    }

    @Test
    void takesTheSameBatchAgainAfterTheClientWasAway() {
        line.executeUpTo(1, ONE);
        WitnessKeeper keeper = keeper(1000);
        away = true;
        assertThatThrownBy(() -> keeper.keptOne(TERM)).isInstanceOf(EngineUnavailableException.class);
        away = false;

        drain(keeper);

        assertThat(kept.has(ExecutedLine.blockHash(1, ONE))).isTrue();
    }

    @Test
    void leavesOutWhatTheClientHasForgottenAndGoesOn() {
        line.executeUpTo(3, ONE);
        forgotten.add(ExecutedLine.blockHash(2, ONE));

        drain(keeper(1000));

        assertThat(kept.has(ExecutedLine.blockHash(2, ONE))).isFalse();
        assertThat(kept.has(ExecutedLine.blockHash(3, ONE))).isTrue();
        assertThat(missed()).isEqualTo(1);
    }

    @Test
    void givesUpWhatIsTooOldWhenItHasFallenBehind() {
        line.executeUpTo(1, ONE);
        WitnessKeeper keeper = keeper(1000);
        drain(keeper);
        line.executeUpTo(1 + WitnessKeeper.WINDOW_BATCHES + 7, ONE);

        drain(keeper);

        assertThat(missed()).isEqualTo(7);
        assertThat(kept.has(ExecutedLine.blockHash(8, ONE))).isFalse();
        assertThat(kept.has(ExecutedLine.blockHash(9, ONE))).isTrue();
    }

    @Test
    void takesTheBlocksThatReplaceOthersAfterARollback() {
        line.executeUpTo(9, ONE);
        WitnessKeeper keeper = keeper(1000);
        drain(keeper);
        line.rollBackTo(4);
        drain(keeper);
        line.executeUpTo(6, OTHER);

        drain(keeper);

        assertThat(kept.has(ExecutedLine.blockHash(5, OTHER))).isTrue();
        assertThat(kept.has(ExecutedLine.blockHash(6, OTHER))).isTrue();
    }

    @Test
    void forgetsTheOldestBeyondItsBound() {
        line.executeUpTo(99, ONE);
        WitnessKeeper keeper = keeper(10);
        drain(keeper);
        line.executeUpTo(100, ONE);

        drain(keeper);

        assertThat(kept.has(ExecutedLine.blockHash(90, ONE))).isFalse();
        assertThat(kept.has(ExecutedLine.blockHash(91, ONE))).isTrue();
    }

    @Test
    void writesNothingOnceAnotherProcessLeads() {
        line.executeUpTo(1, ONE);
        deposed = true;

        assertThatThrownBy(() -> keeper(1000).keptOne(TERM)).isInstanceOf(DeposedException.class);
        assertThat(kept.has(ExecutedLine.blockHash(1, ONE))).isFalse();
    }
}
