package dev.candor.l1.batches;

import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Bytes;

/**
 * A transaction at its position.
 *
 * @param rawTx for a forced entry as it was queued: it need not decode
 * @param paidGas the gas that was paid for in the inbox; 0 for an arrival
 */
public record OrderedTransaction(OrderLeaf leaf, Bytes rawTx, long paidGas) {}
