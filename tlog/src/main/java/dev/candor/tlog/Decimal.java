package dev.candor.tlog;

/** Sizes and indices in ASCII decimal without leading zeroes, below 2^63. */
final class Decimal {
    /** Digits of 2^63 - 1. */
    private static final int MAX_DIGITS = 19;

    private Decimal() {}

    static Parsed<Long> parse(String text) {
        if (!isCanonical(text)) {
            return refuse(text);
        }
        try {
            return Parsed.ok(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return refuse(text);
        }
    }

    private static boolean isCanonical(String text) {
        boolean lengthFits = !text.isEmpty() && text.length() <= MAX_DIGITS;
        return lengthFits
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private static Parsed<Long> refuse(String text) {
        return Parsed.malformed(
                "Expected a decimal number below 2^63 without leading zeroes, found \"" + Excerpt.of(text) + "\".");
    }
}
