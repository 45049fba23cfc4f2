package dev.candor.audit.entries;

import dev.candor.http.problems.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;

/** Reads the parameters of requests for entries, and says what caches may do with the answers. */
final class EntryRequests {
    /** Of what never changes. */
    static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** Of what grows: compared before every use. */
    static final CacheControl ASK_AGAIN = CacheControl.noCache();

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern TYPE = Pattern.compile("[!-~]{1,255}");

    private EntryRequests() {}

    /** Below 10^18, above any log's end. */
    static long number(String name, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw ProblemException.invalid(name, "expected a decimal number below 10^18");
        }
        return Long.parseLong(text);
    }

    static int limit(Optional<String> text, int most, int otherwise) {
        long limit = text.map(it -> number("limit", it)).orElse((long) otherwise);
        if (limit < 1 || limit > most) {
            throw ProblemException.invalid("limit", "expected a decimal number from 1 to " + most);
        }
        return (int) limit;
    }

    static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw ProblemException.invalid("type", "expected the name of an event or its ce_type");
        }
        return text;
    }
}
