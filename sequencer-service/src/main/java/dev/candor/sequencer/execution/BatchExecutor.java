package dev.candor.sequencer.execution;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import java.util.List;

/**
 * Executes ordered batches one after the other as blocks of the execution client. Deterministic: the same batch on the same
 * parent gives the same block. Before it executes it brings the client to the batch's parent (the client may be behind, empty
 * or ahead after a crash: stored blocks are replayed, later ones set aside).
 */
public interface BatchExecutor {

    /**
     * @throws EngineUnavailableException the client does not answer; try again later
     * @throws EngineDivergedException the client's block is not what was asked for; an operator must look
     */
    Execution execute(BatchContents batch);

    /**
     * Brings the client back to the block of an executed batch, or to genesis for 0.
     *
     * @throws EngineUnavailableException the client does not answer; the next {@link #execute} does it
     */
    void rewindTo(long number);

    /** Tells the client which blocks are safe (posted and confirmed) and final; heads that it lacks are ignored. */
    void finality(Hash32 safeBlockHash, Hash32 finalizedBlockHash);

    /**
     * @param outcomes one per position of the batch
     * @param blockHeader RLP
     */
    record Execution(
            Hash32 blockHash,
            Hash32 stateRoot,
            Hash32 receiptsRoot,
            long gasUsed,
            Bytes blockHeader,
            List<Outcome> outcomes) {}

    /**
     * @param outcome 1 SUCCEEDED, 2 REVERTED, 3 SKIPPED
     * @param gasUsed the transaction's own gas; 0 when skipped
     * @param skipReason why it was skipped, for people; empty otherwise
     */
    record Outcome(int outcome, long gasUsed, String skipReason) {}
}
