package dev.candor.l1;

/** The L1 node does not answer, or not sensibly. Retryable. */
public final class L1UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public L1UnavailableException(String message) {
        super(message);
    }

    public L1UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
