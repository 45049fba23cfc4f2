package dev.candor.audit.batches;

/** Why a batch cannot be made, on the way out of the making; carries no stack trace. */
final class CannotRebuildException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rebuilding answer;

    private CannotRebuildException(Rebuilding answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    static CannotRebuildException notYet(String reason) {
        return new CannotRebuildException(new Rebuilding.NotYet(reason));
    }

    static CannotRebuildException impossible(Difference.Part part, Object expected, Object found) {
        return new CannotRebuildException(
                new Rebuilding.Impossible(new Difference(part, expected.toString(), found.toString())));
    }

    Rebuilding answer() {
        return answer;
    }
}
