package dev.candor.l1;

/** A block that L1 called final is no longer in its chain. Fatal: what was built on it cannot be undone. */
public final class L1FinalityBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public L1FinalityBrokenException(String message) {
        super(message);
    }
}
