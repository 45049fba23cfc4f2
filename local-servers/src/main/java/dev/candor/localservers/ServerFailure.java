package dev.candor.localservers;

/** A server that could not be started, stopped or asked; the message says what was expected, found and what to do. */
public final class ServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerFailure(String message) {
        super(message);
    }

    public ServerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
