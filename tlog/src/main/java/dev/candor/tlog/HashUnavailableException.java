package dev.candor.tlog;

/** A {@link SubtreeHashes} could not give a hash of its tree: storage lost it, or a tile is missing or false. */
public final class HashUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HashUnavailableException(String message) {
        super(message);
    }
}
