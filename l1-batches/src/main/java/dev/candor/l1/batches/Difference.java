package dev.candor.l1.batches;

/**
 * Something in a batch that is not what follows from its parts.
 *
 * @param expected what was made anew
 * @param found what was signed or claimed
 */
public record Difference(Part part, String expected, String found) {

    /** What was compared. */
    public enum Part {
        /** {@code batchHash} of the event against the header's digest. */
        BATCH_HASH,
        /** {@code cutHash} of the event against the cut's digest. */
        CUT_HASH,
        /** {@code parentHash}: no sealed parent has this digest. */
        PARENT_HASH,
        /** {@code number} against the parent's. */
        NUMBER,
        /** {@code policyHash} against the policy in force at the origin. */
        POLICY_HASH,
        /** {@code firstSeq} against where the parent ends. */
        FIRST_SEQ,
        /** {@code seqCount} against the policy's {@code maxCount}. */
        SEQ_COUNT,
        /** Raw bytes and declared gas of what has a position against the policy's {@code maxBytes} and {@code maxGas}. */
        CAPS,
        /** {@code forcedThrough} against the parent's and what is queued and due at the origin. */
        FORCED_THROUGH,
        CUT_ROOT,
        /** keccak256(beaconSignature ‖ cutHash) against the header's seed. */
        SEED,
        /** The beacon signature against the registered key, for its kind. */
        BEACON_SIGNATURE,
        ARRIVAL_ROOT,
        ORDER_ROOT,
        TX_COUNT,
        /** The statement's {@code batchHash}. */
        STATEMENT_BATCH_HASH,
        /** {@code executionHash} of the event against the statement's digest. */
        EXECUTION_HASH,
        /** The bytes of {@code outcomes} are not one for each position. */
        OUTCOMES,
        OUTCOMES_ROOT,
        /** {@code dataHash} of the commitment against the chunks that the post names. */
        DATA_HASH,
        /** Data on L1 that is missing, does not decode, or marks duplicates that are none. */
        DATA,
        /** The L2 block of the statement, or keccak256 of the L2 block header in the data against its {@code l2BlockHash}. */
        L2_BLOCK_HASH,
        /** {@code stateRoot} of the statement against execution. */
        STATE_ROOT,
        /** {@code receiptsRoot} of the statement against execution. */
        RECEIPTS_ROOT,
        /** {@code gasUsed} of the statement against execution. */
        GAS_USED,
        /** The parent: of one that does not rebuild nothing can follow. */
        PARENT
    }

    @Override
    public String toString() {
        return "Expected %s %s, found %s.".formatted(part, expected, found);
    }
}
