package dev.candor.witness.attest;

import dev.candor.protocol.eip712.BatchAttestation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attestation as everybody sees it. The first seven members are what {@code signature} is over, by EIP-712.
 *
 * @param verdict VALID, INVALID or UNAVAILABLE; its code is what is signed
 * @param reasons what differs, in words; not signed
 * @param signature null while it is being made
 */
public record AttestationView(
        String rollupId,
        String generation,
        String number,
        String batchHash,
        String executionHash,
        String verdict,
        int verdictCode,
        String place,
        String digest,
        String witness,
        @Nullable String signature,
        List<String> reasons,
        String l1BlockNumber,
        String l1BlockHash,
        String decidedAtMillis) {

    public static AttestationView of(KeptAttestation kept) {
        BatchAttestation attestation = kept.attestation();
        return new AttestationView(
                attestation.rollupId().toString(),
                attestation.generation().toString(),
                attestation.number().toString(),
                attestation.batchHash().toHex(),
                attestation.executionHash().toHex(),
                kept.verdict().name(),
                attestation.verdict(),
                Long.toString(kept.place()),
                kept.digest().toHex(),
                kept.witness().toHex(),
                kept.signature().map(signature -> signature.toBytes().toHex()).orElse(null),
                kept.reasons(),
                Long.toString(kept.l1BlockNumber()),
                kept.l1BlockHash().toHex(),
                Long.toString(kept.decidedAtMillis()));
    }
}
