package dev.candor.tlog;

/** A trusted key: verifies note signatures of one name, id and algorithm. */
public interface NoteVerifier {
    String keyName();

    /** The four bytes of the id, big-endian. */
    int keyId();

    /**
     * Whether the key signed this text; any bytes may come.
     *
     * @param noteText with its last newline
     * @param signature without the key id
     */
    boolean verifies(String noteText, byte[] signature);
}
