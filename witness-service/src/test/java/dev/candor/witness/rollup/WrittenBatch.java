package dev.candor.witness.rollup;

import dev.candor.contracts.Rollup;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/**
 * A batch as it will be posted: what a test changes in it, the sequencer signs.
 *
 * @param parent opens the stored commitment of its parent
 */
public record WrittenBatch(
        BatchHeader header,
        Bytes beaconSignature,
        ExecutionStatement statement,
        BatchData data,
        BatchContent content,
        Rollup.ParentBatch parent) {

    /** With another state root, as a sequencer states it that lies. */
    public WrittenBatch withStateRoot(Hash32 stateRoot) {
        return with(new ExecutionStatement(
                statement.rollupId(),
                statement.generation(),
                statement.number(),
                statement.batchHash(),
                statement.l2BlockHash(),
                stateRoot,
                statement.receiptsRoot(),
                statement.outcomesRoot(),
                statement.gasUsed()));
    }

    public WrittenBatch with(ExecutionStatement other) {
        return new WrittenBatch(header, beaconSignature, other, data, content, parent);
    }

    public WrittenBatch with(BatchData other) {
        return new WrittenBatch(header, beaconSignature, statement, other, content, parent);
    }
}
