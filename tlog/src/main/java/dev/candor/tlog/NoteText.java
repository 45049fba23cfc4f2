package dev.candor.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What all texts of notes have in common: UTF-8, no control characters but newline (signed-note, "Format"). */
final class NoteText {
    private static final int FIRST_PRINTABLE = 0x20;

    private NoteText() {}

    /** At most {@code maxBytes} of UTF-8 without control characters other than newline. */
    static Parsed<String> decode(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            return Parsed.malformed("Expected at most " + maxBytes + " bytes, found " + bytes.length + ".");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Optional<String> refusal = controlCharacter(text);
            return refusal.isPresent() ? Parsed.malformed(refusal.get()) : Parsed.ok(text);
        } catch (CharacterCodingException notUtf8) {
            return Parsed.malformed("Expected UTF-8, found other bytes.");
        }
    }

    private static Optional<String> controlCharacter(String text) {
        return text.chars()
                .filter(c -> c < FIRST_PRINTABLE && c != '\n')
                .mapToObj(c -> "Expected no control character but newline, found U+%04X.".formatted(c))
                .findFirst();
    }

    /** Whether a note can carry this text: valid, and ending in newline. */
    static Check checkText(String text) {
        if (!text.endsWith("\n")) {
            return Check.failed("Expected a text that ends in a newline, found another end.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Check.failed("Expected a text that UTF-8 can carry, found a lone surrogate.");
        }
        return controlCharacter(text).map(Check::failed).orElseGet(Check::ok);
    }

    /** Not empty, no Unicode space, no plus, nothing that a note's line cannot carry. */
    static boolean isKeyName(String name) {
        return !name.isEmpty()
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && name.codePoints().noneMatch(c -> c == '+' || c < FIRST_PRINTABLE || isSpace(c));
    }

    private static boolean isSpace(int codePoint) {
        int nextLine = 0x85;
        return codePoint == nextLine || Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint);
    }
}
