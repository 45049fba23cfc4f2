package dev.candor.sequencer.batches;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Map;
import java.util.Optional;

/**
 * A batch as it is stored.
 *
 * @param policy the policy in force at the cut's origin
 * @param forcedFrom forced entries taken by all batches before this one
 * @param duplicates seq → the earlier seq with the same transaction hash, for the few arrivals that have one
 * @param term the orderer's term that wrote it last; in no signed object
 */
public record StoredBatch(
        BatchStatus status,
        Cut cut,
        Hash32 cutHash,
        Optional<Signature65> cutSignature,
        Policy policy,
        long forcedFrom,
        Map<Long, Long> duplicates,
        Optional<Ordered> ordered,
        Optional<Executed> executed,
        long term,
        long cutAtMillis) {

    /** @param beaconSignature empty bytes for beacon kind 0 */
    public record Ordered(
            BatchHeader header,
            Hash32 batchHash,
            Signature65 headerSignature,
            Bytes beaconSignature,
            long orderedAtMillis) {}

    /**
     * @param outcomes per position: uint8 outcome, uint64 gasUsed, big-endian (9 bytes each)
     * @param l2BlockHeader RLP
     */
    public record Executed(
            ExecutionStatement statement,
            Hash32 executionHash,
            Signature65 statementSignature,
            Bytes l2BlockHeader,
            Bytes outcomes,
            long executedAtMillis) {}

    public long number() {
        return cut.number().value();
    }

    /** First seq after this batch. */
    public long endSeq() {
        return cut.firstSeq().value() + cut.seqCount();
    }
}
