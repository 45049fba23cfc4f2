package dev.candor.audit.logkeys;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.KeyTypes;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.NoteSigner;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Note lines that L1 can check: type 0xff, the key {@code "candor-eip712" ‖ address}, the signature 65 bytes {@code r‖s‖v}
 * over the EIP-712 digest of the checkpoint (log.md section 4).
 */
public final class Eip712Note {
    private static final byte[] IDENTIFIER = "candor-eip712".getBytes(StandardCharsets.US_ASCII);

    private Eip712Note() {}

    /** The key as verifiers are told of it. */
    public static VerifierKey verifierKey(String origin, Address address) {
        byte[] key = Arrays.copyOf(IDENTIFIER, IDENTIFIER.length + Address.SIZE);
        System.arraycopy(address.toArray(), 0, key, IDENTIFIER.length, Address.SIZE);
        return VerifierKey.of(origin, VerifierKey.PRIVATE_TYPE, key);
    }

    /** Signs notes that are checkpoints of {@code origin} without extension lines, and only those. */
    public static NoteSigner signer(String origin, DigestSigner key, CandorDomain domain) {
        int keyId = verifierKey(origin, key.address()).keyId();
        return text -> {
            Hash32 digest = digest(origin, text, domain).orThrow();
            Signature65 signature = key.sign(digest);
            if (!Secp256k1.verify(digest, signature, key.address())) {
                throw new IllegalStateException(
                        "Expected an own signature to recover to %s, found that it does not: memory or key material is damaged, stop signing."
                                .formatted(key.address()));
            }
            return NoteSignature.of(origin, keyId, signature.toBytes().toArray());
        };
    }

    /** Malformed if the key is of another type, has another identifier or another id than {@link #verifierKey} gives. */
    public static Parsed<NoteVerifier> verifier(VerifierKey key, CandorDomain domain) {
        byte[] bytes = key.key();
        if (key.type() != VerifierKey.PRIVATE_TYPE
                || bytes.length != IDENTIFIER.length + Address.SIZE
                || !Arrays.equals(bytes, 0, IDENTIFIER.length, IDENTIFIER, 0, IDENTIFIER.length)) {
            return Parsed.malformed(
                    "Expected a key of type 0xff that begins with \"candor-eip712\" and has an address, found " + key
                            + ".");
        }
        Address address = Address.copyOf(bytes, IDENTIFIER.length);
        VerifierKey expected = verifierKey(key.name(), address);
        return expected.equals(key)
                ? Parsed.ok(new Verifier(key.name(), key.keyId(), address, domain))
                : Parsed.malformed("Expected the key " + expected + ", found " + key + ".");
    }

    /** The types of log keys that Candor's logs have. */
    public static KeyTypes logKeyTypes(CandorDomain domain) {
        return KeyTypes.OF_LOGS.and(VerifierKey.PRIVATE_TYPE, key -> verifier(key, domain));
    }

    private static Parsed<Hash32> digest(String origin, String noteText, CandorDomain domain) {
        return Checkpoint.parse(noteText).then(checkpoint -> {
            if (!checkpoint.origin().equals(origin) || !checkpoint.extensions().isEmpty()) {
                return Parsed.malformed(
                        "Expected a checkpoint of " + origin + " without extension lines, found another note.");
            }
            Hash32 root = Hash32.wrap(checkpoint.tree().root().toArray());
            LogCheckpoint signed = new LogCheckpoint(
                    Keccak256.hashUtf8(origin), checkpoint.tree().size(), root);
            return Parsed.ok(signed.digest(domain));
        });
    }

    private record Verifier(String keyName, int keyId, Address address, CandorDomain domain) implements NoteVerifier {
        @Override
        public boolean verifies(String noteText, byte[] signature) {
            if (!(digest(keyName, noteText, domain) instanceof Parsed.Ok<Hash32>(Hash32 digest))) {
                return false;
            }
            try {
                return Secp256k1.verify(digest, Signature65.of(signature), address);
            } catch (IllegalArgumentException outOfRange) {
                return false;
            }
        }
    }
}
