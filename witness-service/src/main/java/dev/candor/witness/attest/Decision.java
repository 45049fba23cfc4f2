package dev.candor.witness.attest;

import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * A verdict on a posted batch, not yet signed.
 *
 * @param reasons for people, not signed: what differs, or what could not be done; none for VALID
 * @param l1BlockNumber of the block that the post stands in
 */
public record Decision(BatchAttestation attestation, List<String> reasons, long l1BlockNumber, Hash32 l1BlockHash) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    public Verdict verdict() {
        return Verdict.ofCode(attestation.verdict());
    }
}
