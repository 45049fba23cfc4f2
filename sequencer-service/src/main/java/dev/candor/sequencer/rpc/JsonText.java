package dev.candor.sequencer.rpc;

import java.util.HexFormat;

/** JSON strings for answers that are put together without a tree. */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();
    private static final char FIRST_PRINTABLE = 0x20;
    private static final char LAST_ASCII = 0x7e;

    private JsonText() {}

    /** A JSON string in pure ASCII, quotes included (RFC 8259 section 7): fit for a header, too. */
    public static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= FIRST_PRINTABLE && c <= LAST_ASCII) {
                json.append(c);
            } else {
                json.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return json.append('"').toString();
    }
}
