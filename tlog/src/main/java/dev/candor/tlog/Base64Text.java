package dev.candor.tlog;

import java.util.Base64;

/** Base 64 of RFC 4648 section 4 with padding, zero pad bits and nothing between: every value has one text. */
final class Base64Text {
    private Base64Text() {}

    static Parsed<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder of the JDK takes missing padding and stray pad bits: only a text that prints back is one.
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return Parsed.ok(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            return refuse(text);
        }
        return refuse(text);
    }

    private static Parsed<byte[]> refuse(String text) {
        return Parsed.malformed("Expected padded canonical base64, found \"" + Excerpt.of(text) + "\".");
    }
}
