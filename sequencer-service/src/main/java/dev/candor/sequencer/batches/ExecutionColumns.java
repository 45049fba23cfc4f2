package dev.candor.sequencer.batches;

import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** What the execution statement adds, and the block it speaks of. */
@Embeddable
record ExecutionColumns(
        @Column(name = "l2_block_hash") byte[] l2BlockHash,
        @Column(name = "l2_block_header") byte[] l2BlockHeader,
        byte[] stateRoot,
        byte[] receiptsRoot,
        byte[] outcomesRoot,
        byte[] outcomes,
        Long gasUsed,
        byte[] executionHash) {

    static ExecutionColumns of(ExecutionStatement statement, Hash32 executionHash, Bytes blockHeader, Bytes outcomes) {
        return new ExecutionColumns(
                statement.l2BlockHash().toArray(),
                blockHeader.toArray(),
                statement.stateRoot().toArray(),
                statement.receiptsRoot().toArray(),
                statement.outcomesRoot().toArray(),
                outcomes.toArray(),
                statement.gasUsed(),
                executionHash.toArray());
    }

    ExecutionStatement toStatement(Cut cut, Hash32 batchHash) {
        return new ExecutionStatement(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                batchHash,
                Hash32.copyOf(l2BlockHash),
                Hash32.copyOf(stateRoot),
                Hash32.copyOf(receiptsRoot),
                Hash32.copyOf(outcomesRoot),
                gasUsed);
    }
}
