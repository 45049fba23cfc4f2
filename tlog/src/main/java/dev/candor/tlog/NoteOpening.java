package dev.candor.tlog;

import java.util.List;

/** Whether trusted keys signed a note. */
public sealed interface NoteOpening {
    /** A line that verified, and the key it verified with. */
    record Verified(NoteVerifier key, NoteSignature signature) {}

    /**
     * @param verified at least one, in the order of the lines
     */
    record Opened(List<Verified> verified) implements NoteOpening {
        public Opened {
            verified = List.copyOf(verified);
        }

        boolean isSignedBy(NoteVerifier key) {
            return verified.stream().anyMatch(line -> line.signature().isBy(key));
        }
    }

    /** No trusted key signed it, or a line of a trusted key is false. */
    record Refused(String why) implements NoteOpening {}
}
