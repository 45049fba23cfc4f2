package dev.candor.sequencer.rpc;

/** The parameters of a call are not of the method's form; the caller reads {@link #detail()}. */
public final class InvalidParamsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    public InvalidParamsException(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }
}
