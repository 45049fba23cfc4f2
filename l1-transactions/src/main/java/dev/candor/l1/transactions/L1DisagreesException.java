package dev.candor.l1.transactions;

/** L1 has something else under our name than this database: it is older than the chain, or somebody else has our key. Fatal. */
public final class L1DisagreesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public L1DisagreesException(String message) {
        super(message);
    }
}
