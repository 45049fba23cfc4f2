package dev.candor.protocol.types;

/** The number of a batch, equal to its L2 block number, from 1 (0 is genesis). An unsigned 64-bit number, kept in a {@code long}. */
public record BatchNumber(long value) implements Comparable<BatchNumber> {

    public static final BatchNumber GENESIS = new BatchNumber(0);
    public static final BatchNumber FIRST = new BatchNumber(1);

    public BatchNumber next() {
        return new BatchNumber(value + 1);
    }

    public BatchNumber previous() {
        if (value == 0) {
            throw new IllegalArgumentException("Expected a batch after genesis, found genesis: it has no parent.");
        }
        return new BatchNumber(value - 1);
    }

    /** Reads an unsigned decimal number. */
    public static BatchNumber parse(String decimal) {
        return new BatchNumber(Long.parseUnsignedLong(decimal));
    }

    @Override
    public int compareTo(BatchNumber other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** The unsigned decimal spelling, as JSON carries it. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
