package dev.candor.witness.reexecute;

/** The client is missing, behind, or not to be relied on now: nothing is known about the batch. Retryable. */
public final class ClientUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClientUnavailableException(String message) {
        super(message);
    }

    public ClientUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
