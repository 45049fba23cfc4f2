package dev.candor.witness.identity;

import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.CosignatureV1;
import dev.candor.tlog.Ed25519Signer;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.VerifierKey;

/**
 * Name and key of this witness.
 *
 * @param name of its key in cosignature lines
 * @param key wherever it is kept
 */
public record WitnessIdentity(String name, Ed25519Signer key) {
    public WitnessIdentity {
        // Fails at start for a name that no note can carry, with the reason.
        CosignatureV1.verifierKey(name, key);
    }

    /** What logs and verifiers are told of this witness: type 0x04. */
    public VerifierKey verifierKey() {
        return CosignatureV1.verifierKey(name, key);
    }

    /** Only for a tree that is already the stored, committed latest one of its log. */
    public NoteSignature cosign(Checkpoint checkpoint, long timestampSeconds) {
        return CosignatureV1.cosign(name, key, checkpoint, timestampSeconds);
    }
}
