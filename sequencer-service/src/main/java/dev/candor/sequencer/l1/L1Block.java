package dev.candor.sequencer.l1;

import dev.candor.protocol.types.Hash32;

/** @param timestampSeconds Unix seconds */
public record L1Block(long number, Hash32 hash, long timestampSeconds) {}
