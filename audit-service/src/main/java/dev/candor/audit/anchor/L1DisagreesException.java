package dev.candor.audit.anchor;

/** L1 has an anchor of this log that is not of this tree. Fatal: anchoring stops. */
final class L1DisagreesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    L1DisagreesException(String message) {
        super(message);
    }
}
