package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Seq;
import java.time.Instant;
import java.util.Optional;

/**
 * A promise that somebody showed and the log lacked then; signed by a key that was the sequencer's at some time.
 *
 * @param finding id of the one that tells of it; empty while it is watched
 */
record ShownPromise(
        long id, Signed<InclusionPromise> promise, long shownAtMillis, State state, Optional<String> finding) {
    /** The names stand in the database. */
    enum State {
        WATCHED,
        SUPPRESSED,
        CONTRADICTED
    }

    boolean isSuppressed() {
        return state == State.SUPPRESSED;
    }

    Seq seq() {
        return promise.object().seq();
    }

    SeenPromise seen() {
        String when = Instant.ofEpochMilli(shownAtMillis).toString();
        return new SeenPromise(promise, Sighting.elsewhere("shown by its holder at " + when));
    }
}
