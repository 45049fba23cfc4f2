package dev.candor.l1.rollup;

import dev.candor.protocol.types.Bytes;

/**
 * An entry of the forced inbox, in a final block.
 *
 * @param index its place in the queue, from 0
 * @param gasLimit the gas that was paid for
 * @param rawTx the bytes as they were queued: they need not decode
 */
public record QueuedForced(long index, long gasLimit, Bytes rawTx, L1Log queued) {}
