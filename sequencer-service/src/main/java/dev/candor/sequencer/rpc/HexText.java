package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads 0x-hex as it comes from strangers, straight from the bytes of a request. */
public final class HexText {
    private static final byte[] DIGITS = digits();
    private static final int PREFIX = 2;

    private HexText() {}

    /** {@code 0x} and an even number of digits in either case; empty for anything else. */
    public static Optional<Bytes> parse(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        return ascii.length == text.length() ? parse(ascii, 0, ascii.length) : Optional.empty();
    }

    static Optional<Bytes> parse(byte[] ascii, int from, int to) {
        int digits = to - from - PREFIX;
        if (digits < 0 || (digits & 1) != 0 || ascii[from] != '0' || (ascii[from + 1] | 0x20) != 'x') {
            return Optional.empty();
        }
        byte[] value = new byte[digits / 2];
        int wrong = 0;
        for (int i = 0; i < value.length; i++) {
            int high = DIGITS[ascii[from + PREFIX + 2 * i] & 0xff];
            int low = DIGITS[ascii[from + PREFIX + 2 * i + 1] & 0xff];
            wrong |= high | low;
            value[i] = (byte) (high << 4 | low);
        }
        return wrong < 0 ? Optional.empty() : Optional.of(Bytes.wrap(value));
    }

    /**
     * The one string of parameters that look like {@code ["0x…"]}, without building anything in between; empty when they look
     * different, which says nothing about whether they are right.
     */
    public static Optional<Bytes> soleParameter(Bytes params) {
        byte[] json = params.readOnlyArray();
        int from = skipBlanks(json, 1);
        int to = json.length - 2;
        while (to > from && isBlank(json[to])) {
            to--;
        }
        boolean quoted = json[0] == '[' && from < to && json[from] == '"' && json[to] == '"';
        return quoted ? parse(json, from + 1, to) : Optional.empty();
    }

    private static int skipBlanks(byte[] json, int from) {
        int at = from;
        while (at < json.length && isBlank(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static byte[] digits() {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Character.digit(i < 128 ? i : 0xff, 16);
        }
        return table;
    }
}
