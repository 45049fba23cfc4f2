package dev.candor.audit.entries;

import dev.candor.protocol.types.Hash32;

/**
 * The L1 log that an event says it rests on.
 *
 * @param logIndex within the block, from 0
 */
public record L1Place(Hash32 transactionHash, long blockNumber, Hash32 blockHash, int logIndex) {}
