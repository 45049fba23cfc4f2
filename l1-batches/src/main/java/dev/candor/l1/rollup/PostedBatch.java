package dev.candor.l1.rollup;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;

/**
 * A batch that L1 took, by the event {@code BatchPosted}.
 *
 * @param coveredCount {@code firstSeq + seqCount} of its header
 * @param forcedThrough of its header
 */
public record PostedBatch(
        Generation generation,
        BatchNumber number,
        BatchCommitment commitment,
        long coveredCount,
        long forcedThrough,
        L1Log place) {}
