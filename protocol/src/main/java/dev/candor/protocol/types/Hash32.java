package dev.candor.protocol.types;

import java.util.Arrays;

/** A 32-byte value: hash, root, digest or seed; ordered lexicographically as unsigned bytes. */
public final class Hash32 extends FixedBytes<Hash32> {
    /** Length in bytes. */
    public static final int SIZE = 32;

    public static final Hash32 ZERO = new Hash32(new byte[SIZE]);

    private Hash32(byte[] value) {
        super(value, SIZE, "a 32-byte value");
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
}
