package dev.candor.audit.log;

/** A stage worked from something that is not what is stored, for example after a commit that was reported as failed: reload. */
public final class StaleStageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleStageException(String message) {
        super(message);
    }
}
