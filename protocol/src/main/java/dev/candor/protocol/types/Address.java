package dev.candor.protocol.types;

import java.util.Arrays;

/** An Ethereum address, 20 bytes; {@link #toHex()} is lower case, the checksummed spelling is {@code hash.Eip55}. */
public final class Address extends FixedBytes<Address> {
    /** Length in bytes. */
    public static final int SIZE = 20;

    public static final Address ZERO = new Address(new byte[SIZE]);

    private Address(byte[] value) {
        super(value, SIZE, "an address");
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
}
