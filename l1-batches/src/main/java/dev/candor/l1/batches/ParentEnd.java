package dev.candor.l1.batches;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.types.BatchNumber;

/**
 * Where a batch's parent ends, and so where the batch begins.
 *
 * @param coveredCount {@code firstSeq + seqCount}
 * @param forcedThrough forced entries taken since genesis
 */
public record ParentEnd(BatchNumber number, long coveredCount, long forcedThrough) {
    /** Before batch 1. */
    public static final ParentEnd GENESIS = new ParentEnd(BatchNumber.GENESIS, 0, 0);

    public static ParentEnd of(BatchHeader header) {
        return new ParentEnd(header.number(), header.firstSeq().value() + header.seqCount(), header.forcedThrough());
    }
}
