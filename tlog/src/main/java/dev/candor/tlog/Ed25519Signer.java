package dev.candor.tlog;

/** An Ed25519 key that signs, wherever it is kept (RFC 8032). */
public interface Ed25519Signer {
    /** The 32 bytes of the public key. */
    byte[] publicKey();

    /** The 64 bytes R ‖ S over the message. */
    byte[] sign(byte[] message);
}
