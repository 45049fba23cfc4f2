package dev.candor.leadership;

/** The lease has passed to another process: stop, drop what is in memory, wait to be elected again. */
public final class DeposedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeposedException(String message) {
        super(message);
    }
}
