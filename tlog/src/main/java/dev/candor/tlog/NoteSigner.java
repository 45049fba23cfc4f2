package dev.candor.tlog;

/** Signs note texts under one key name; implemented where the key is kept. */
@FunctionalInterface
public interface NoteSigner {
    /**
     * @param noteText with its last newline
     */
    NoteSignature sign(String noteText);
}
