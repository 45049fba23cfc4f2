package dev.candor.l1.rollup;

import dev.candor.protocol.types.Hash32;

/**
 * Where on L1 something was said.
 *
 * @param logIndex within the block, from 0
 */
public record L1Log(Hash32 transactionHash, long blockNumber, Hash32 blockHash, int logIndex) {}
