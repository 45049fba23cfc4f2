package dev.candor.protocol.rlp;

/** Bytes that are not the RLP that was expected; carries no stack trace, because hostile input is ordinary input. */
public final class MalformedRlpException extends Exception {
    /** What was wrong. */
    public enum Problem {
        /** Truncated, trailing bytes, or not the only (shortest) encoding of its content. */
        NOT_CANONICAL,
        /** A list where a string was expected, or the reverse, or another number of fields. */
        WRONG_SHAPE,
        /** A string that is longer, or shorter, than its field allows. */
        WRONG_WIDTH
    }

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    MalformedRlpException(Problem problem, String message) {
        super(message, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
