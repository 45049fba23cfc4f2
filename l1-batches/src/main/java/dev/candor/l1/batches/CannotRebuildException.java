package dev.candor.l1.batches;

/** Why a batch cannot be made, on the way out of the making; carries no stack trace. */
public final class CannotRebuildException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Why why;

    private CannotRebuildException(Why why) {
        super(why.toString(), null, false, false);
        this.why = why;
    }

    /** What stands in the way of a batch. */
    public sealed interface Why {
        /** @param reason what is awaited, on one line; ask again later */
        record NotYet(String reason) implements Why {}

        /**
         * This reader's own lack: it does not find what L1 demanded when it took the batch, or L1 has rules that are newer than it.
         *
         * @param difference what it looked for, and what it found
         */
        record Lacking(Difference difference) implements Why {}

        /** @param difference what makes it impossible, now and for ever */
        record Impossible(Difference difference) implements Why {}
    }

    public static CannotRebuildException notYet(String reason) {
        return new CannotRebuildException(new Why.NotYet(reason));
    }

    public static CannotRebuildException lacking(Difference.Part part, Object expected, Object found) {
        return new CannotRebuildException(new Why.Lacking(new Difference(part, expected.toString(), found.toString())));
    }

    public static CannotRebuildException impossible(Difference.Part part, Object expected, Object found) {
        return new CannotRebuildException(
                new Why.Impossible(new Difference(part, expected.toString(), found.toString())));
    }

    public Why why() {
        return why;
    }
}
