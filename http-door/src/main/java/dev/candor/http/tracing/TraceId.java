package dev.candor.http.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trace-id of W3C Trace Context, section 3.2.2.3: 32 lower-case hex digits, not all zero.
 *
 * @param hex the digits
 */
record TraceId(String hex) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final int MAX_CHARACTERS = 256;
    private static final String NONE = "0".repeat(32);
    private static final HexFormat HEX = HexFormat.of();

    /** The caller's, or a fresh one when the header is missing or is none. */
    static TraceId of(@Nullable String traceparent) {
        if (traceparent != null && traceparent.length() <= MAX_CHARACTERS) {
            Matcher parsed = TRACEPARENT.matcher(traceparent);
            if (parsed.matches()
                    && !traceparent.startsWith("ff")
                    && !parsed.group(1).equals(NONE)) {
                return new TraceId(parsed.group(1));
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // The last bit keeps it from being all zero.
        return new TraceId(HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1));
    }
}
