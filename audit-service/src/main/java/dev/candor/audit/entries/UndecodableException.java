package dev.candor.audit.entries;

/** Bytes that are not what they are taken for, on the way out of the decoder; carries no stack trace. */
final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    UndecodableException(String message) {
        super(message, null, false, false);
    }
}
