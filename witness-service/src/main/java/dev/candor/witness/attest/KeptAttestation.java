package dev.candor.witness.attest;

import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * An attestation as it is stored.
 *
 * @param place in this witness's line of attestations, from 0
 * @param digest what is signed
 * @param witness whose key signs it
 * @param signature empty until it is made, a moment after the row was committed
 * @param decidedAtMillis Unix milliseconds by this witness's clock
 */
public record KeptAttestation(
        long place,
        BatchAttestation attestation,
        Hash32 digest,
        Address witness,
        List<String> reasons,
        long l1BlockNumber,
        Hash32 l1BlockHash,
        long decidedAtMillis,
        Optional<Signature65> signature) {
    public KeptAttestation {
        reasons = List.copyOf(reasons);
    }

    public Verdict verdict() {
        return Verdict.ofCode(attestation.verdict());
    }
}
