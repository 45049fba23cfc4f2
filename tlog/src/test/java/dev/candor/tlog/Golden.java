package dev.candor.tlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The files of {@code golden/}, made by other implementations. */
final class Golden {
    static final String ORIGIN = "log.example/golden";
    static final long SIZE = 300;
    static final long PROVEN_INDEX = 217;

    private Golden() {}

    static byte[] bytes(String file) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("golden/" + file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Lines of a table, their cells; the last cell may be empty. */
    static List<String[]> rows(String file) {
        return text(file).lines().map(line -> line.split("\t", -1)).toList();
    }

    static List<TreeHash> hashes(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .filter(hash -> !hash.isEmpty())
                .map(hash -> TreeHash.parse(hash).orThrow())
                .toList();
    }

    static byte[] entry(long index) {
        return ("entry " + index).getBytes(StandardCharsets.UTF_8);
    }
}
