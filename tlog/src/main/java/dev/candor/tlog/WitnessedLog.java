package dev.candor.tlog;

import java.util.List;

/**
 * What a witness knows of one log.
 *
 * @param keys whose signatures it trusts on checkpoints of this origin; not empty
 * @param latest the tree it cosigned last, {@link TreeHead#EMPTY} before the first
 */
public record WitnessedLog(List<NoteVerifier> keys, TreeHead latest) {
    public WitnessedLog {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Expected a trusted key of the log, found none.");
        }
    }
}
