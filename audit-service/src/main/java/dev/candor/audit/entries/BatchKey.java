package dev.candor.audit.entries;

import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;

/** What names a batch for ever. */
public record BatchKey(Generation generation, BatchNumber number) {
    public static BatchKey of(long generation, long number) {
        return new BatchKey(new Generation(generation), new BatchNumber(number));
    }

    @Override
    public String toString() {
        return "batch " + number + " of generation " + generation;
    }
}
