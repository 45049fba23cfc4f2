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
         * What L1 demanded when it took the batch is not found there: by the contract's rules this reader's own lack.
         *
         * @param reason what was expected and what was found, on one line
         */
        record Missing(String reason) implements Why {}

        /** @param difference what makes it impossible, now and for ever */
        record Impossible(Difference difference) implements Why {}
    }

    public static CannotRebuildException notYet(String reason) {
        return new CannotRebuildException(new Why.NotYet(reason));
    }

    public static CannotRebuildException missing(String reason) {
        return new CannotRebuildException(new Why.Missing(reason));
    }

    public static CannotRebuildException impossible(Difference.Part part, Object expected, Object found) {
        return new CannotRebuildException(
                new Why.Impossible(new Difference(part, expected.toString(), found.toString())));
    }

    public Why why() {
        return why;
    }
}
