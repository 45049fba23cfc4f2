package dev.candor.sequencer.rpc;

/** The error codes that no single method owns (spec/errors.md section 3). */
public final class RpcError {
    public static final int PARSE_ERROR = -32_700;
    public static final int INVALID_REQUEST = -32_600;
    public static final int METHOD_NOT_FOUND = -32_601;
    public static final int INVALID_PARAMS = -32_602;
    public static final int INTERNAL = -32_603;
    public static final int NOT_OFFERED = -32_004;
    public static final int LIMIT_EXCEEDED = -32_005;
    public static final int NOT_FOUND = -32_001;
    public static final int UNAVAILABLE = -32_002;

    private RpcError() {}
}
