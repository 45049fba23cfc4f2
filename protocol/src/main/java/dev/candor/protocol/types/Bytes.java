package dev.candor.protocol.types;

import java.util.Arrays;

/** An immutable string of bytes; compared by content, ordered lexicographically as unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Takes the array over without copying: the caller must not write to it afterwards. */
    public static Bytes wrap(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value);
    }

    public static Bytes copyOf(byte[] value) {
        return wrap(value.clone());
    }

    /** Reads {@code 0x}-prefixed or bare hex; throws {@link IllegalArgumentException} on anything else. */
    public static Bytes fromHex(String hex) {
        return wrap(Hex.parse(hex));
    }

    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size());
        }
        byte[] joined = new byte[size];
        int offset = 0;
        for (Bytes part : parts) {
            part.copyTo(joined, offset);
            offset += part.size();
        }
        return wrap(joined);
    }

    public int size() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** The byte at {@code index} as 0..255. */
    public int get(int index) {
        return value[index] & 0xff;
    }

    public Bytes slice(int from, int to) {
        return wrap(Arrays.copyOfRange(value, from, to));
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

    public String toHex() {
        return Hex.format(value);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
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
