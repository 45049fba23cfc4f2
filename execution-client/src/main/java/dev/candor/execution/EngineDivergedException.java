package dev.candor.execution;

/** The execution client holds or builds another block than the one asked for. Fatal: executing stops. */
public final class EngineDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineDivergedException(String message) {
        super(message);
    }
}
