package dev.candor.protocol.types;

import java.util.Arrays;

/** A 32-byte value: hash, root, digest or seed; ordered lexicographically as unsigned bytes. */
public final class Hash32 implements Comparable<Hash32> {
    /** Length in bytes. */
    public static final int SIZE = 32;

    public static final Hash32 ZERO = new Hash32(new byte[SIZE]);

    private final byte[] value;

    private Hash32(byte[] value) {
        Hex.requireSize(value, SIZE, "a 32-byte value");
        this.value = value;
    }

    /** Takes the array over without copying: the caller must not write to it afterwards. */
    public static Hash32 wrap(byte[] value) {
        return new Hash32(value);
    }

    public static Hash32 copyOf(byte[] value) {
        return new Hash32(value.clone());
    }

    /** Copies {@link #SIZE} bytes beginning at {@code offset}. */
    public static Hash32 copyOf(byte[] source, int offset) {
        return new Hash32(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /** Reads {@code 0x}-prefixed or bare hex of exactly 32 bytes, letters in either case. */
    public static Hash32 fromHex(String hex) {
        return new Hash32(Hex.parse(hex, SIZE, "a 32-byte value"));
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, SIZE);
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
    public int compareTo(Hash32 other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash32 that && Arrays.equals(value, that.value);
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
