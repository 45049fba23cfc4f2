package dev.candor.execution;

/** The client answered a call with an error; its caller knows what that means. */
public final class JsonRpcRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final int code;
    private final String reason;

    JsonRpcRefusal(String method, int code, String reason) {
        super("The execution client refuses %s: %s (code %d).".formatted(method, reason, code), null, false, false);
        this.method = method;
        this.code = code;
        this.reason = reason;
    }

    public String method() {
        return method;
    }

    public int code() {
        return code;
    }

    /** The client's own words. */
    public String reason() {
        return reason;
    }
}
