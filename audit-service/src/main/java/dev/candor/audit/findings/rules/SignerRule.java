package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.evidence.Slot;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Address;
import java.util.Locale;
import java.util.Optional;

/**
 * Signed by another key than the one in force (protocol.md section 1: at the origin for a batch's objects, at the newest
 * L1 block by {@code receivedAtMillis} for promises).
 */
public final class SignerRule {
    /**
     * @param recovered whoever the signature recovers to; empty when it is none
     * @param inForce the order key in force
     */
    public Optional<Finding> judge(
            Signed<? extends SignedObject> signed, Sighting at, Optional<Address> recovered, Address inForce) {
        if (recovered.filter(inForce::equals).isPresent()) {
            return Optional.empty();
        }
        Slot slot = Slot.of(signed.object());
        String type = slot.type().name().toLowerCase(Locale.ROOT);
        Evidence evidence = Evidence.of()
                .signed("signed", signed)
                .address("keyInForce", inForce)
                .text("recovered", recovered.map(Eip55::format).orElse("nobody"))
                .entries(at.entry())
                .build();
        return Optional.of(new Finding(
                FindingKind.WRONG_SIGNER,
                type + "." + EquivocationRule.subject(slot),
                new Words(
                        "a signature by the order key in force, " + Eip55.format(inForce),
                        recovered
                                        .map(address -> "one by " + Eip55.format(address))
                                        .orElse("bytes that are no signature")
                                + " (" + at.words() + ")",
                        "It binds nobody and cannot be posted. Compare the key file of the orderer with SequencerRegistry;"
                                + " if the key was rotated, the orderer did not notice."),
                evidence));
    }
}
