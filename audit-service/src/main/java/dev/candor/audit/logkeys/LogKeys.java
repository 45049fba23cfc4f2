package dev.candor.audit.logkeys;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Ed25519Note;
import dev.candor.tlog.Ed25519Signer;
import dev.candor.tlog.NoteOpening;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.VerifierKey;
import java.util.List;

/** Both keys of a log under its origin. Immutable. */
public final class LogKeys {
    private final String origin;
    private final Ed25519Signer ed25519;
    private final DigestSigner secp256k1;
    private final CandorDomain domain;

    public LogKeys(String origin, Ed25519Signer ed25519, DigestSigner secp256k1, CandorDomain domain) {
        this.origin = origin;
        this.ed25519 = ed25519;
        this.secp256k1 = secp256k1;
        this.domain = domain;
    }

    /** A note with both lines. Only for what the signing record has: see log.md section 4. */
    public SignedNote sign(Checkpoint checkpoint) {
        return SignedNote.sign(
                checkpoint.text(),
                List.of(Ed25519Note.signer(origin, ed25519), Eip712Note.signer(origin, secp256k1, domain)));
    }

    /** As verifiers are told of them: Ed25519, then EIP-712. */
    public List<VerifierKey> verifierKeys() {
        return List.of(Ed25519Note.verifierKey(origin, ed25519), Eip712Note.verifierKey(origin, address()));
    }

    public List<NoteVerifier> verifiers() {
        return verifierKeys().stream()
                .map(key -> Eip712Note.logKeyTypes(domain).verifier(key).orThrow())
                .toList();
    }

    /** The address whose bond stands for the log. */
    public Address address() {
        return secp256k1.address();
    }

    /** Whether every one of the keys signed the note: other clients take either, ours want both. */
    public static boolean signedByAll(SignedNote note, List<NoteVerifier> keys) {
        return keys.stream().allMatch(key -> note.open(List.of(key)) instanceof NoteOpening.Opened);
    }
}
