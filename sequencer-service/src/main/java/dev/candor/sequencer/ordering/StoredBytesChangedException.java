package dev.candor.sequencer.ordering;

/** What is stored is not what was signed. Fatal: the role stops before it signs anything. */
final class StoredBytesChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoredBytesChangedException(String message) {
        super(message);
    }
}
