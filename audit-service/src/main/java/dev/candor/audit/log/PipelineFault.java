package dev.candor.audit.log;

/**
 * Something that going on would only make worse: the stage that finds it stops for good and says why. Everything else that
 * is thrown in a stage is retried from what is stored.
 */
public final class PipelineFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for findings and alerts. */
    public enum Kind {
        /** Kafka skipped offsets. */
        GAP,
        /** Kafka deleted records that were not logged. */
        TRUNCATED,
        /** Kafka shows less than what was logged. */
        REWOUND,
        /** Another topic has taken the name of one that was logged. */
        REPLACED,
        /** Other bytes at an offset that was logged. */
        CHANGED,
        /** Stored bytes of the log are not what they must be. */
        STORED_BYTES,
        /** This log is behind, or contradicts, what witnesses or L1 know of it. */
        BEHIND,
        /** Another root was recorded for a size that is to be signed. */
        SIGNING_RECORD
    }

    private final Kind kind;

    /** @param message what was expected, what was found, what to do */
    public PipelineFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
