package dev.candor.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Timestamped Ed25519 cosignatures of checkpoints, type 0x04 (tlog-cosignature). The signature is
 * {@code uint64 timestamp ‖ Ed25519(message)}, the message {@code cosignature/v1\ntime <timestamp>\n<checkpoint text>}.
 */
public final class CosignatureV1 {
    private static final int SIZE = Long.BYTES + Ed25519PublicKey.SIGNATURE_SIZE;

    private CosignatureV1() {}

    /** The key as verifiers are told of it. */
    public static VerifierKey verifierKey(String name, Ed25519Signer key) {
        return VerifierKey.of(name, VerifierKey.COSIGNATURE_V1, key.publicKey());
    }

    /**
     * Says that the checkpoint is the largest of its log that the cosigner saw and found consistent.
     *
     * @param timestampSeconds Unix seconds, at least 1: a witness must not leave the time out
     */
    public static NoteSignature cosign(String name, Ed25519Signer key, Checkpoint checkpoint, long timestampSeconds) {
        if (timestampSeconds <= 0) {
            throw new IllegalArgumentException("Expected a time after 1970, found " + timestampSeconds + ".");
        }
        byte[] signature = key.sign(message(checkpoint, timestampSeconds));
        byte[] timestamped = ByteBuffer.allocate(SIZE)
                .putLong(timestampSeconds)
                .put(signature)
                .array();
        return NoteSignature.of(name, verifierKey(name, key).keyId(), timestamped);
    }

    /** Verifies notes that are checkpoints; malformed if the key is of another type or no Ed25519 key. */
    public static Parsed<NoteVerifier> verifier(VerifierKey key) {
        if (key.type() != VerifierKey.COSIGNATURE_V1) {
            return Parsed.malformed(
                    "Expected a key of type 0x04, found 0x%02x.".formatted(Byte.toUnsignedInt(key.type())));
        }
        return Ed25519PublicKey.parse(key.key()).map(point -> new Verifier(key, point));
    }

    /** Unix seconds of a cosignature, which {@link #verifier} has verified. */
    public static Parsed<Long> timestampSeconds(NoteSignature cosignature) {
        return timestamp(cosignature.signature());
    }

    private static Parsed<Long> timestamp(byte[] signature) {
        long timestamp = signature.length == SIZE ? ByteBuffer.wrap(signature).getLong() : -1;
        return timestamp >= 0
                ? Parsed.ok(timestamp)
                : Parsed.malformed("Expected " + SIZE + " bytes with a time below 2^63, found " + signature.length
                        + " bytes or a later time.");
    }

    private static byte[] message(Checkpoint checkpoint, long timestampSeconds) {
        return ("cosignature/v1\ntime " + timestampSeconds + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
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
            return Checkpoint.parse(noteText) instanceof Parsed.Ok<Checkpoint>(Checkpoint checkpoint)
                    && timestamp(signature) instanceof Parsed.Ok<Long>(Long seconds)
                    && point.verifies(message(checkpoint, seconds), Arrays.copyOfRange(signature, Long.BYTES, SIZE));
        }
    }
}
