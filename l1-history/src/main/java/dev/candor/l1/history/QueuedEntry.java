package dev.candor.l1.history;

import dev.candor.protocol.types.Bytes;

/**
 * One entry of the forced queue on L1.
 *
 * @param index place in the queue, from 0
 * @param gasLimit the gas that was paid for in the inbox
 * @param rawTx the bytes as they were queued: they need not decode
 */
public record QueuedEntry(long index, long gasLimit, Bytes rawTx, long queuedBlock) {}
