package dev.candor.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** An Ed25519 key in memory, from the 32-byte seed of RFC 8032 section 5.1.5. For tests, devnets and small witnesses. */
public final class Ed25519PrivateKey implements Ed25519Signer {
    /** Length in bytes. */
    public static final int SEED_SIZE = 32;

    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;
    private final Ed25519PublicKey publicKey;

    private Ed25519PrivateKey(PrivateKey key, Ed25519PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    public static Ed25519PrivateKey ofSeed(byte[] seed) {
        if (seed.length != SEED_SIZE) {
            throw new IllegalArgumentException(
                    "Expected a seed of " + SEED_SIZE + " bytes, found " + seed.length + ".");
        }
        Ed25519PrivateKey pair = generate(new FixedSeed(seed));
        byte[] used = ((EdECPrivateKey) pair.key).getBytes().orElseThrow();
        if (!Arrays.equals(used, seed)) {
            throw new IllegalStateException(
                    "Expected the JDK to take the seed from the randomness given, found another key:"
                            + " this provider of Ed25519 cannot derive a public key.");
        }
        return pair;
    }

    /** A new key. */
    public static Ed25519PrivateKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            return new Ed25519PrivateKey(pair.getPrivate(), Ed25519PublicKey.of((EdECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected Ed25519 in every JDK, found none.", e);
        }
    }

    @Override
    public byte[] publicKey() {
        return publicKey.toArray();
    }

    /** Verified before it is given out. */
    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(message);
            byte[] signature = signing.sign();
            if (!publicKey.verifies(message, signature)) {
                throw new IllegalStateException("Expected an own signature to verify, found that it does not:"
                        + " memory or key material is damaged, stop signing.");
            }
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected Ed25519 in every JDK, found none.", e);
        }
    }

    /** The JDK derives a public key only while it generates a pair; the private key is then the randomness it asks for. */
    private static final class FixedSeed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        FixedSeed(byte[] seed) {
            super(null, null);
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException(
                        "Expected to give " + seed.length + " bytes, found a request for " + bytes.length + ".");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
