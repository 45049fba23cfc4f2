package dev.candor.protocol.types;

/** The arrival number of a transaction: one line per rollup, from 0, never given twice by one sequencer. An unsigned 64-bit number, kept in a {@code long}. */
public record Seq(long value) implements Comparable<Seq> {

    public static final Seq ZERO = new Seq(0);

    public Seq next() {
        return plus(1);
    }

    public Seq plus(long count) {
        return new Seq(value + count);
    }

    public boolean isBefore(Seq other) {
        return compareTo(other) < 0;
    }

    /** Reads an unsigned decimal number. */
    public static Seq parse(String decimal) {
        return new Seq(Long.parseUnsignedLong(decimal));
    }

    @Override
    public int compareTo(Seq other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** The unsigned decimal spelling, as JSON carries it. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
