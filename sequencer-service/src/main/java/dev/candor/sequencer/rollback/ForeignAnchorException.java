package dev.candor.sequencer.rollback;

/** L1 rolled back to a batch that this database does not have under its number: nothing may be signed on top of it. */
public final class ForeignAnchorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignAnchorException(String message) {
        super(message);
    }
}
