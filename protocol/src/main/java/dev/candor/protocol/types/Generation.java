package dev.candor.protocol.types;

/** Starts at 0 and grows by one with every executed rollback and every reseat. An unsigned 64-bit number, kept in a {@code long}. */
public record Generation(long value) implements Comparable<Generation> {

    public static final Generation ZERO = new Generation(0);

    public Generation next() {
        return new Generation(value + 1);
    }

    /** Reads an unsigned decimal number. */
    public static Generation parse(String decimal) {
        return new Generation(Long.parseUnsignedLong(decimal));
    }

    @Override
    public int compareTo(Generation other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** The unsigned decimal spelling, as JSON carries it. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
