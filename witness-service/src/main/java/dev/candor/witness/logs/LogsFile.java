package dev.candor.witness.logs;

import dev.candor.tlog.Parsed;
import dev.candor.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads the configured list of logs: a verifier key a line, alone or as {@code log <vkey> [<url>]} of a C2SP tlog-policy, whose
 * other lines say nothing to a witness and are passed over; blank lines and those that begin with {@code #} too.
 */
final class LogsFile {
    /** Bytes of a file. */
    static final int MAX_BYTES = 1 << 20;

    private static final Set<String> OF_A_POLICY = Set.of("witness", "group", "quorum");

    private LogsFile() {}

    static Parsed<List<VerifierKey>> read(byte[] file) {
        if (file.length > MAX_BYTES) {
            return Parsed.malformed("Expected at most " + MAX_BYTES + " bytes, found " + file.length + ".");
        }
        List<VerifierKey> keys = new ArrayList<>();
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            List<String> items = Arrays.stream(lines[i].split("[ \t]+"))
                    .filter(item -> !item.isEmpty())
                    .toList();
            if (items.isEmpty() || items.getFirst().startsWith("#") || OF_A_POLICY.contains(items.getFirst())) {
                continue;
            }
            switch (key(items)) {
                case Parsed.Malformed<VerifierKey>(String why) -> {
                    return Parsed.malformed("Line " + (i + 1) + ": " + why);
                }
                case Parsed.Ok<VerifierKey>(VerifierKey key) -> keys.add(key);
            }
        }
        return keys.size() > LogRegister.MAX_LOGS
                ? Parsed.malformed("Expected at most " + LogRegister.MAX_LOGS + " logs, found " + keys.size() + ".")
                : Parsed.ok(keys);
    }

    private static Parsed<VerifierKey> key(List<String> items) {
        boolean isPolicyLine = items.getFirst().equals("log") && (items.size() == 2 || items.size() == 3);
        if (!isPolicyLine && items.size() != 1) {
            return Parsed.malformed(
                    "Expected a verifier key, or log <vkey> [<url>], found " + items.size() + " items.");
        }
        return LogRegister.logKey(isPolicyLine ? items.get(1) : items.getFirst());
    }
}
