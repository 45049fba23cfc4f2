package dev.candor.audit.fsck;

import dev.candor.audit.logkeys.Eip712Note;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.PolicyVerdict;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TrustPolicy;
import dev.candor.tlog.VerifierKey;
import java.util.List;

/** Whose word counts: the two keys of the log that has this origin, and the policy of its witnesses. */
record Trust(String origin, List<NoteVerifier> logKeys, TrustPolicy policy) {

    /** Throws {@link IllegalArgumentException} for keys or a policy that cannot be read. */
    static Trust of(List<String> verifierKeys, CandorDomain domain, byte[] policy) {
        List<NoteVerifier> keys = verifierKeys.stream()
                .map(text -> VerifierKey.parse(text)
                        .then(key -> Eip712Note.logKeyTypes(domain).verifier(key))
                        .orThrow())
                .toList();
        if (keys.size() != 2) {
            throw new IllegalArgumentException(
                    "Expected two keys of the log, Ed25519 and EIP-712, found " + keys.size() + ".");
        }
        String origin = VerifierKey.parse(verifierKeys.getFirst()).orThrow().name();
        return new Trust(origin, keys, TrustPolicy.parse(policy).orThrow());
    }

    /** The checkpoint, if both keys signed it, it has no extension lines, and the quorum cosigned it. */
    Parsed<Checkpoint> verify(byte[] note) {
        return SignedNote.parse(note).then(this::verify);
    }

    private Parsed<Checkpoint> verify(SignedNote note) {
        if (!LogKeys.signedByAll(note, logKeys)) {
            return Parsed.malformed("Expected valid lines of both keys of the log under its checkpoint, found less.");
        }
        return switch (policy.evaluate(note, logKeys)) {
            case PolicyVerdict.Unsatisfied(String why) -> Parsed.malformed(why);
            case PolicyVerdict.Satisfied satisfied -> Parsed.ok(satisfied.checkpoint());
        };
    }
}
