package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;

/**
 * How a reason travels (spec/errors.md section 2).
 *
 * @param rpcCode of the JSON-RPC error
 * @param words what the message begins with
 * @param httpStatus of REST answers
 * @param rpcHttpStatus of a JSON-RPC answer that stands alone
 * @param problem last part of the problem type
 */
public record RefusalForm(int rpcCode, String words, int httpStatus, int rpcHttpStatus, String problem) {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private static final RefusalForm MALFORMED =
            new RefusalForm(-32_000, "invalid transaction", BAD_REQUEST, OK, "malformed");
    private static final RefusalForm WRONG_CHAIN =
            new RefusalForm(-32_000, "invalid chain id", UNPROCESSABLE, OK, "wrong-chain");
    private static final RefusalForm BAD_SIGNATURE =
            new RefusalForm(1001, "invalid sender", UNPROCESSABLE, OK, "bad-signature");
    private static final RefusalForm TYPE_NOT_SUPPORTED =
            new RefusalForm(-32_003, "transaction type not valid", UNPROCESSABLE, OK, "type-not-supported");
    private static final RefusalForm OVERSIZED = new RefusalForm(-32_000, "oversized data", TOO_LARGE, OK, "too-large");
    private static final RefusalForm INTRINSIC_GAS =
            new RefusalForm(800, "intrinsic gas too low", UNPROCESSABLE, OK, "intrinsic-gas");
    private static final RefusalForm GAS_LIMIT =
            new RefusalForm(803, "exceeds block gas limit", UNPROCESSABLE, OK, "gas-limit");
    private static final RefusalForm NONCE_TOO_LOW = new RefusalForm(1, "nonce too low", CONFLICT, OK, "nonce-too-low");
    private static final RefusalForm NONCE_GAP = new RefusalForm(2, "nonce too high", CONFLICT, OK, "nonce-gap");
    private static final RefusalForm INSUFFICIENT_FUNDS =
            new RefusalForm(809, "insufficient funds for gas * price + value", UNPROCESSABLE, OK, "insufficient-funds");
    private static final RefusalForm FEE_TOO_LOW =
            new RefusalForm(806, "max fee per gas less than block base fee", UNPROCESSABLE, OK, "fee-too-low");
    private static final RefusalForm KNOWN = new RefusalForm(1000, "already known", CONFLICT, OK, "known");
    private static final RefusalForm BUSY = new RefusalForm(-32_002, "busy", UNAVAILABLE, UNAVAILABLE, "busy");
    private static final RefusalForm RATE_LIMITED =
            new RefusalForm(-32_005, "rate limit exceeded", TOO_MANY_REQUESTS, TOO_MANY_REQUESTS, "rate-limited");
    private static final RefusalForm ROLLING_BACK =
            new RefusalForm(-32_002, "rolling back", UNAVAILABLE, UNAVAILABLE, "rolling-back");
    private static final RefusalForm NONCE_USED =
            new RefusalForm(1, "nonce too low: taken by a pending transaction", CONFLICT, OK, "nonce-used");
    private static final RefusalForm TOO_MANY_PENDING = new RefusalForm(
            -32_005, "too many pending transactions", TOO_MANY_REQUESTS, TOO_MANY_REQUESTS, "too-many-pending");
    private static final RefusalForm AUTHORITY_PENDING =
            new RefusalForm(-32_003, "authority has pending transactions", CONFLICT, OK, "authority-pending");

    public static RefusalForm of(RefusalReason reason) {
        return switch (reason) {
            case MALFORMED -> MALFORMED;
            case WRONG_CHAIN -> WRONG_CHAIN;
            case BAD_SIGNATURE -> BAD_SIGNATURE;
            case TYPE_NOT_SUPPORTED -> TYPE_NOT_SUPPORTED;
            case TOO_LARGE -> OVERSIZED;
            case INTRINSIC_GAS -> INTRINSIC_GAS;
            case GAS_LIMIT -> GAS_LIMIT;
            case NONCE_TOO_LOW -> NONCE_TOO_LOW;
            case NONCE_GAP -> NONCE_GAP;
            case INSUFFICIENT_FUNDS -> INSUFFICIENT_FUNDS;
            case FEE_TOO_LOW -> FEE_TOO_LOW;
            case KNOWN -> KNOWN;
            case BUSY -> BUSY;
            case RATE_LIMITED -> RATE_LIMITED;
            case ROLLING_BACK -> ROLLING_BACK;
            case NONCE_USED -> NONCE_USED;
            case TOO_MANY_PENDING -> TOO_MANY_PENDING;
            case AUTHORITY_PENDING -> AUTHORITY_PENDING;
        };
    }

    /** Whether the answer carries {@code Retry-After}. */
    public boolean asksToComeBack() {
        return httpStatus == UNAVAILABLE || httpStatus == TOO_MANY_REQUESTS;
    }
}
