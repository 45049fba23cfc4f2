package dev.candor.protocol.data;

/** Data that is not a batch's: a reason to call the batch INVALID. Carries no stack trace; hostile data is ordinary. */
public final class InvalidBatchDataException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidBatchDataException(String message) {
        super(message, null, false, false);
    }
}
