package dev.candor.audit.batches;

import dev.candor.l1.batches.Difference;

/** A batch made anew, or what is not there yet to make it. */
public sealed interface Rebuilding {
    record Rebuilt(RebuiltBatch batch) implements Rebuilding {}

    /** @param reason what is awaited, on one line; ask again later */
    record NotYet(String reason) implements Rebuilding {}

    /**
     * Its parts are there, and no batch can be made of them.
     *
     * @param difference what makes it impossible
     */
    record Impossible(Difference difference) implements Rebuilding {}
}
