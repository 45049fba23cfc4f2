package dev.candor.protocol.hash;

import dev.candor.protocol.types.Hash32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 from the JDK (hardware-assisted); thread-safe. */
public final class Sha256 {
    private Sha256() {}

    /** The 32-byte digest of the parts, one after the other. */
    public static byte[] digest(byte[]... parts) {
        MessageDigest sha = newDigest();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }

    public static Hash32 hash(byte[]... parts) {
        return Hash32.wrap(digest(parts));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java platform must provide.", e);
        }
    }
}
