package dev.candor.sequencer.execution;

/** The client answered a call with an error; its caller knows what that means. */
final class JsonRpcRefusal extends RuntimeException {
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

    String method() {
        return method;
    }

    int code() {
        return code;
    }

    /** The client's own words. */
    String reason() {
        return reason;
    }
}
