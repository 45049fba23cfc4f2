package dev.candor.protocol.types;

import java.util.Arrays;

/** What values of a fixed number of bytes have in common; ordered lexicographically as unsigned bytes. Immutable. */
abstract sealed class FixedBytes<T extends FixedBytes<T>> implements Comparable<T> permits Address, Hash32 {
    private final byte[] value;

    /** @param what it is, for the message when its size is wrong */
    FixedBytes(byte[] value, int size, String what) {
        Hex.requireSize(value, size, what);
        this.value = value;
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, value.length);
    }

    public byte[] toArray() {
        return value.clone();
    }

    /** The array behind this value, without a copy: the caller must only read it. */
    public byte[] readOnlyArray() {
        return value;
    }

    public Bytes toBytes() {
        return Bytes.wrap(value);
    }

    public String toHex() {
        return Hex.format(value);
    }

    @Override
    public int compareTo(T other) {
        return Arrays.compareUnsigned(value, other.readOnlyArray());
    }

    /** Kinds differ in their size, so values of two kinds are never equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FixedBytes<?> that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
