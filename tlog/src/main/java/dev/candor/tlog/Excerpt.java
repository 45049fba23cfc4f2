package dev.candor.tlog;

/** As much of untrusted text as a message should repeat, on one line. */
final class Excerpt {
    private static final int MAX_CHARS = 80;

    private Excerpt() {}

    static String of(String text) {
        String begin = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
        return begin.replaceAll("\\p{Cc}", "\uFFFD");
    }
}
