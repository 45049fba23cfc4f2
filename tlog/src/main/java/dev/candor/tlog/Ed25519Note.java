package dev.candor.tlog;

import java.nio.charset.StandardCharsets;

/** Plain Ed25519 note signatures, type 0x01: over the note text (signed-note, "Ed25519 signatures"). */
public final class Ed25519Note {
    private Ed25519Note() {}

    /** The key as verifiers are told of it. */
    public static VerifierKey verifierKey(String name, Ed25519Signer key) {
        return VerifierKey.of(name, VerifierKey.ED25519, key.publicKey());
    }

    public static NoteSigner signer(String name, Ed25519Signer key) {
        int keyId = verifierKey(name, key).keyId();
        return text -> {
            if (NoteText.checkText(text) instanceof Check.Failed(String why)) {
                throw new IllegalArgumentException(why);
            }
            return NoteSignature.of(name, keyId, key.sign(text.getBytes(StandardCharsets.UTF_8)));
        };
    }

    /** Malformed if the key is of another type or no Ed25519 key. */
    public static Parsed<NoteVerifier> verifier(VerifierKey key) {
        if (key.type() != VerifierKey.ED25519) {
            return Parsed.malformed(
                    "Expected a key of type 0x01, found 0x%02x.".formatted(Byte.toUnsignedInt(key.type())));
        }
        return Ed25519PublicKey.parse(key.key()).map(point -> new Verifier(key, point));
    }

    private record Verifier(VerifierKey key, Ed25519PublicKey point) implements NoteVerifier {
        @Override
        public String keyName() {
            return key.name();
        }

        @Override
        public int keyId() {
            return key.keyId();
        }

        @Override
        public boolean verifies(String noteText, byte[] signature) {
            return point.verifies(noteText.getBytes(StandardCharsets.UTF_8), signature);
        }
    }
}
