package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads path and query parameters; what is not of the documented form is the problem {@code invalid-request}. */
final class Parameters {
    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger MAX_KEPT = BigInteger.valueOf(Long.MAX_VALUE);

    private Parameters() {}

    static Hash32 hash(String name, String text) {
        if (!HASH.matcher(text).matches()) {
            throw ProblemException.invalid(name, "expected 0x and 64 hex digits");
        }
        return Hash32.fromHex(text);
    }

    /** A decimal uint64; those above 2^63 - 1 come back as 2^63 - 1, where nothing is ever found. */
    static long uint64(String name, String text) {
        if (DECIMAL.matcher(text).matches()) {
            BigInteger value = new BigInteger(text);
            if (value.compareTo(MAX_UINT64) <= 0) {
                return value.min(MAX_KEPT).longValueExact();
            }
        }
        throw ProblemException.invalid(name, "expected a decimal number from 0 to 2^64 - 1");
    }

    static int between(String name, Optional<String> text, int least, int most, int otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (DECIMAL.matcher(text.get()).matches()) {
            BigInteger value = new BigInteger(text.get());
            if (value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0) {
                return value.intValueExact();
            }
        }
        throw ProblemException.invalid(name, "expected a decimal number from %d to %d".formatted(least, most));
    }
}
