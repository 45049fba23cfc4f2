package dev.candor.audit.findings.rules;

import java.util.Optional;

/**
 * Where something was seen.
 *
 * @param entry index in the log, if it is logged
 * @param words for people
 */
public record Sighting(Optional<Long> entry, String words) {
    public static Sighting logged(long index) {
        return new Sighting(Optional.of(index), "log entry " + index);
    }

    public static Sighting elsewhere(String words) {
        return new Sighting(Optional.empty(), words);
    }
}
