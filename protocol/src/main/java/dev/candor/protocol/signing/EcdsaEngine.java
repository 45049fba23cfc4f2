package dev.candor.protocol.signing;

import org.jspecify.annotations.Nullable;

/** One implementation of ECDSA over secp256k1, on plain arrays; thread-safe. Arguments are in range already. */
interface EcdsaEngine {
    String name();

    /** 65 bytes {@code r‖s‖yParity} of the RFC 6979 signature with low s. */
    byte[] sign(byte[] digest, byte[] privateKey);

    /** The public key as 65 bytes {@code 04‖x‖y}, or null when there is none for this signature. */
    byte @Nullable [] recover(byte[] digest, byte[] rs, int yParity);

    /** 65 bytes {@code 04‖x‖y}. */
    byte[] publicKey(byte[] privateKey);
}
