package dev.candor.protocol.types;

import java.util.Arrays;

/** An Ethereum address, 20 bytes; {@link #toHex()} is lower case, the checksummed spelling is {@code hash.Eip55}. */
public final class Address implements Comparable<Address> {
    /** Length in bytes. */
    public static final int SIZE = 20;

    public static final Address ZERO = new Address(new byte[SIZE]);

    private final byte[] value;

    private Address(byte[] value) {
        Hex.requireSize(value, SIZE, "an address");
        this.value = value;
    }

    /** Takes the array over without copying: the caller must not write to it afterwards. */
    public static Address wrap(byte[] value) {
        return new Address(value);
    }

    public static Address copyOf(byte[] value) {
        return new Address(value.clone());
    }

    /** Copies {@link #SIZE} bytes beginning at {@code offset}. */
    public static Address copyOf(byte[] source, int offset) {
        return new Address(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /** Reads {@code 0x}-prefixed or bare hex of exactly 20 bytes, letters in either case. */
    public static Address fromHex(String hex) {
        return new Address(Hex.parse(hex, SIZE, "an address"));
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
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && Arrays.equals(value, that.value);
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
