package dev.candor.tlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of tlog-tiles: {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}. */
final class TilePaths {
    static final String ENTRIES = "tile/entries/";

    /** A path of the longest index, with room to spare. */
    private static final int MAX_CHARS = 64;

    private static final int DIGITS = 3;
    private static final int RADIX = 1000;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    private TilePaths() {}

    /** {@code x001/x234/067.p/8} for tile 1,234,067 of width 8; no suffix for a full one. */
    static String indexAndWidth(long index, int width) {
        StringBuilder path = new StringBuilder(group(index % RADIX));
        for (long rest = index / RADIX; rest > 0; rest /= RADIX) {
            path.insert(0, "x" + group(rest % RADIX) + "/");
        }
        if (width < TileResource.FULL_WIDTH) {
            path.append(".p/").append(width);
        }
        return path.toString();
    }

    private static String group(long threeDigits) {
        return Long.toString(RADIX + threeDigits).substring(1);
    }

    static Parsed<TileResource> parse(String path) {
        if (path.length() > MAX_CHARS) {
            return refuse(path);
        }
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return refuse(path);
        }
        String digits = form.group(2).replace("x", "").replace("/", "");
        if (digits.length() > DIGITS * 7 || digits.compareTo(longest(digits.length())) > 0) {
            return refuse(path);
        }
        String width = form.group(3);
        try {
            long index = Long.parseLong(digits);
            int hashes = width == null ? TileResource.FULL_WIDTH : Integer.parseInt(width);
            TileResource resource = form.group(1).equals("entries")
                    ? new EntryBundleId(index, hashes)
                    : new TileId(Integer.parseInt(form.group(1)), index, hashes);
            // One resource has one path: leading zeroes, spare groups and ".p/256" do not print back.
            return resource.path().equals(path) ? Parsed.ok(resource) : refuse(path);
        } catch (IllegalArgumentException outOfRange) {
            return refuse(path);
        }
    }

    /** Indices of more digits than a long holds are refused before they are read as one. */
    private static String longest(int digits) {
        String max = Long.toString(Long.MAX_VALUE);
        return digits < max.length() ? "9".repeat(digits) : "0".repeat(digits - max.length()) + max;
    }

    private static Parsed<TileResource> refuse(String path) {
        return Parsed.malformed("Expected a path tile/<level>/<index>[.p/<width>] or tile/entries/<index>[.p/<width>]"
                + " of a tree below 2^63 leaves, the index in groups of three digits, found \""
                + Excerpt.of(path) + "\".");
    }

    /** Also refuses tiles that begin beyond 2^63 leaves, so that no arithmetic on a tile overflows. */
    static void requireIndexAndWidth(long index, int width, int treeLevel) {
        if (width < 1 || width > TileResource.FULL_WIDTH) {
            throw new IllegalArgumentException(
                    "Expected a width of 1 to " + TileResource.FULL_WIDTH + ", found " + width + ".");
        }
        if (index < 0 || index > (Long.MAX_VALUE >>> treeLevel) / TileResource.FULL_WIDTH) {
            throw new IllegalArgumentException(
                    "Expected a tile of a tree below 2^63 leaves, found index " + index + ".");
        }
    }
}
