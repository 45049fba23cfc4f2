package dev.candor.protocol.types;

/** The L2 chain id, which names the rollup in every signed object. An unsigned 64-bit number, kept in a {@code long}. */
public record RollupId(long value) implements Comparable<RollupId> {

    /** Reads an unsigned decimal number. */
    public static RollupId parse(String decimal) {
        return new RollupId(Long.parseUnsignedLong(decimal));
    }

    @Override
    public int compareTo(RollupId other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** The unsigned decimal spelling, as JSON carries it. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
