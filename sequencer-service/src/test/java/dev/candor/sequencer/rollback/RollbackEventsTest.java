package dev.candor.sequencer.rollback;

import dev.candor.protocol.types.Generation;
import dev.candor.sequencer.GoldenSample;
import dev.candor.sequencer.batches.BatchJournal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was released once is what is sent for ever. */
class RollbackEventsTest {
    private final GoldenSample voided = GoldenSample.of("BatchVoided");

    @Test
    void batchVoidedIsTheGoldenSample() {
        voided.requireEqual(RollbackEvents.voided(
                voided.rollup(),
                new BatchJournal.VoidedBatch(
                        voided.number("/generation"), voided.number("/number"), Optional.of(voided.hash("/batchHash"))),
                voided.hash("/batchHash"),
                new Rollback(
                        new Generation(voided.number("/newGeneration")),
                        voided.number("/anchorNumber"),
                        voided.hash("/batchHash"),
                        voided.hash("/faultId"),
                        voided.hash("/l1/transactionHash"),
                        voided.number("/l1/blockNumber"),
                        voided.hash("/l1/blockHash"),
                        (int) voided.number("/l1/logIndex")),
                voided.atMillis()));
    }
}
