package dev.candor.protocol.types;

import java.util.HexFormat;

/** Hexadecimal with the {@code 0x} prefix, lower case when written, either case when read. */
final class Hex {
    private static final HexFormat LOWER = HexFormat.of();

    private Hex() {}

    static String format(byte[] bytes) {
        return "0x" + LOWER.formatHex(bytes);
    }

    /** Reads {@code 0x}-prefixed or bare hex; throws {@link IllegalArgumentException} on anything else. */
    static byte[] parse(String text) {
        return LOWER.parseHex(text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text);
    }

    /** As {@link #parse(String)}, of exactly {@code size} bytes; {@code name} is what the caller reads. */
    static byte[] parse(String text, int size, String name) {
        byte[] bytes = parse(text);
        requireSize(bytes, size, name);
        return bytes;
    }

    static void requireSize(byte[] bytes, int size, String name) {
        if (bytes.length != size) {
            throw new IllegalArgumentException(
                    "Expected " + size + " bytes for " + name + ", found " + bytes.length + ".");
        }
    }
}
