package dev.candor.execution;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/**
 * A transaction at its position in a batch.
 *
 * @param forced whether it came from the forced queue
 * @param forcedGasLimit the gas paid for in the inbox; 0 for an arrival
 */
public record BatchEntry(int position, boolean forced, Hash32 txHash, Bytes rawTx, long forcedGasLimit) {}
