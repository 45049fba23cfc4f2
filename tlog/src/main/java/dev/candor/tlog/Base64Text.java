package dev.candor.tlog;

import java.util.Base64;

/** Base 64 of RFC 4648 section 4 with padding, zero pad bits and nothing between: every value has one text. */
final class Base64Text {
    private static final int SHOWN_CHARS = 80;

    private Base64Text() {}

    static Parsed<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder of the JDK takes missing padding and stray pad bits; a text that does not print back is not
            // one.
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return Parsed.ok(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            return refuse(text);
        }
        return refuse(text);
    }

    private static Parsed<byte[]> refuse(String text) {
        return Parsed.malformed("Expected padded canonical base64, found \"" + shorten(text) + "\".");
    }

    /** As much of untrusted text as a message should repeat. */
    static String shorten(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }
}
