package dev.candor.protocol.hash;

import dev.candor.protocol.types.Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The checksummed spelling of addresses (EIP-55), which Candor's JSON uses. */
public final class Eip55 {
    private static final int PREFIX_CHARS = 2;

    private Eip55() {}

    public static String format(Address address) {
        String hex = address.toHex().substring(PREFIX_CHARS);
        byte[] hash = Keccak256.digest(hex.getBytes(StandardCharsets.US_ASCII));
        StringBuilder out = new StringBuilder("0x");
        for (int i = 0; i < hex.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            char c = hex.charAt(i);
            out.append(nibble >= 8 ? Character.toUpperCase(c) : c);
        }
        return out.toString();
    }

    /** Reads an address: all lower or all upper case, or mixed case with a right checksum. */
    public static Address parse(String text) {
        Address address = Address.fromHex(text);
        String digits = text.substring(text.length() - 2 * Address.SIZE);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !format(address).endsWith(digits)) {
            throw new IllegalArgumentException("Expected the checksummed address " + format(address) + ", found " + text
                    + ": a character may be mistyped.");
        }
        return address;
    }
}
