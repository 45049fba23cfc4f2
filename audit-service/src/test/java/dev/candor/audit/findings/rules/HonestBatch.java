package dev.candor.audit.findings.rules;

import java.util.List;
import java.util.Optional;

/**
 * A batch with all that was said about it.
 *
 * @param inboxSize entries of the forced inbox when it was sealed
 */
public record HonestBatch(
        SeenBatch seen, Optional<SeenBatch> parent, SeenStatement statement, SeenPost post, int inboxSize) {
    /** {@code firstSeq … end - 1}. */
    public long end() {
        return seen.header().firstSeq().value() + seen.header().seqCount();
    }

    List<SeenPromise> promises(HonestRollup rollup) {
        return rollup.promises.stream()
                .filter(promise -> promise.seq().compareTo(seen.header().firstSeq()) >= 0
                        && promise.seq().value() < end())
                .toList();
    }
}
