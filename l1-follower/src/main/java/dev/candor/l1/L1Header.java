package dev.candor.l1;

import dev.candor.protocol.types.Hash32;

/**
 * A block of L1.
 *
 * @param timestampSeconds Unix seconds
 */
public record L1Header(long number, Hash32 hash, long timestampSeconds) {}
