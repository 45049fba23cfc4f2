package dev.candor.protocol.signing;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Signing and recovery. Uses the native libsecp256k1 when it loads and agrees with BouncyCastle on a known signature,
 * else BouncyCastle, some ten times slower; {@link #engineName()} says which, for the log. Thread-safe.
 */
public final class Secp256k1 {
    private static final int UNCOMPRESSED_BYTES = 65;

    private Secp256k1() {}

    private static final class Holder {
        static final EcdsaEngine ENGINE = choose();
    }

    public static String engineName() {
        return Holder.ENGINE.name();
    }

    /** The deterministic (RFC 6979, SHA-256) low-s signature over the 32 bytes as they are. */
    public static Signature65 sign(Hash32 digest, PrivateKey key) {
        byte[] signature = Holder.ENGINE.sign(digest.readOnlyArray(), key.scalar());
        signature[Signature65.RS_BYTES] += 27;
        return Signature65.of(signature);
    }

    /** Who signed, or empty when no public key fits. */
    public static Optional<Address> recover(Hash32 digest, Signature65 signature) {
        byte[] publicKey = Holder.ENGINE.recover(digest.readOnlyArray(), signature.rs(), signature.yParity());
        return publicKey == null ? Optional.empty() : Optional.of(addressOf(publicKey));
    }

    /** Whether {@code signer} made the signature. */
    public static boolean verify(Hash32 digest, Signature65 signature, Address signer) {
        return recover(digest, signature).filter(signer::equals).isPresent();
    }

    /** The public key, 65 bytes {@code 04‖x‖y}. */
    public static Bytes publicKey(PrivateKey key) {
        return Bytes.wrap(publicKey(key.scalar()));
    }

    static byte[] publicKey(byte[] scalar) {
        return Holder.ENGINE.publicKey(scalar);
    }

    static Address addressOf(byte[] publicKey) {
        byte[] hash = Keccak256.hash(publicKey, 1, UNCOMPRESSED_BYTES - 1).readOnlyArray();
        return Address.copyOf(hash, Hash32.SIZE - Address.SIZE);
    }

    private static EcdsaEngine choose() {
        EcdsaEngine reference = new BouncyCastleEcdsa();
        try {
            EcdsaEngine candidate = NativeEcdsa.load();
            if (agree(candidate, reference)) {
                return candidate;
            }
        } catch (LinkageError | Exception e) {
            // No native library for this platform, or it cannot be unpacked (Kotlin throws checked exceptions
            // undeclared):
            // the portable engine does the same, slower.
            return reference;
        }
        return reference;
    }

    /** The start-up check: the candidate signs, derives and recovers exactly as the reference does. */
    static boolean agree(EcdsaEngine candidate, EcdsaEngine reference) {
        byte[] key = HexFormat.of().parseHex("4646464646464646464646464646464646464646464646464646464646464646");
        byte[] digest = HexFormat.of().parseHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        byte[] expected = reference.sign(digest, key);
        byte[] found = candidate.sign(digest, key);
        byte[] publicKey = reference.publicKey(key);
        byte[] rs = Arrays.copyOf(expected, Signature65.RS_BYTES);
        int yParity = expected[Signature65.RS_BYTES];
        return Arrays.equals(found, expected)
                && Arrays.equals(candidate.publicKey(key), publicKey)
                && Arrays.equals(candidate.recover(digest, rs, yParity), publicKey)
                && !Arrays.equals(candidate.recover(digest, rs, 1 - yParity), publicKey);
    }
}
