package dev.candor.localservers;

import tools.jackson.databind.JsonNode;

/** An error answer of a JSON-RPC server. */
public final class JsonRpcError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient JsonNode data;

    JsonRpcError(String method, int code, String message, JsonNode data) {
        super(method + " answered error " + code + ": " + message);
        this.code = code;
        this.data = data;
    }

    /** The error code of JSON-RPC 2.0 §5.1 or of the server. */
    public int code() {
        return code;
    }

    /** {@code error.data}; a missing node when there is none. */
    public JsonNode data() {
        return data;
    }
}
