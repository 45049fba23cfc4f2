package dev.candor.witness.attest;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.identity.FullWitness;
import dev.candor.witness.identity.RollupIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One VALID or INVALID attestation for each (generation, number), for ever. A row is committed before its signature is made; after a
 * crash in between the same row gives the same signature (RFC 6979). UNAVAILABLE takes no slot: the batch may get its verdict later.
 */
@Component
@FullWitness
public class Attestations {
    private static final Logger log = LoggerFactory.getLogger(Attestations.class);

    /** Attestations of one answer. */
    public static final int MAX_PAGE = 256;

    private final AttestationRows rows;
    private final DigestSigner signer;
    private final CandorDomain domain;
    private final Clock clock;

    Attestations(AttestationRows rows, DigestSigner attestationSigner, RollupIdentity rollup, Clock clock) {
        this.rows = rows;
        this.signer = attestationSigner;
        this.domain = rollup.domain();
        this.clock = clock;
    }

    /** Takes the slot, in the caller's transaction; nothing is signed before {@link #sign()} finds it committed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Recorded record(Decision decision) {
        rows.lock();
        Hash32 digest = decision.attestation().digest(domain);
        Optional<KeptAttestation> holding = rows.holding(decision.attestation());
        if (holding.isPresent()) {
            return holding.get().digest().equals(digest)
                    ? new Recorded.Known(holding.get().place())
                    : new Recorded.Taken(holding.get().digest());
        }
        long place = rows.nextPlace();
        rows.insert(place, decision, digest, signer.address(), clock.millis());
        return new Recorded.Kept(place);
    }

    /**
     * Signs what is committed and has no signature: the same at start and in steady state.
     *
     * @return how many were signed
     */
    public int sign() {
        int signed = 0;
        for (List<KeptAttestation> page = rows.unsigned(signer.address(), MAX_PAGE);
                !page.isEmpty();
                page = rows.unsigned(signer.address(), MAX_PAGE)) {
            page.forEach(this::sign);
            signed += page.size();
        }
        return signed;
    }

    private void sign(KeptAttestation kept) {
        Hash32 digest = kept.attestation().digest(domain);
        if (!digest.equals(kept.digest())) {
            throw new IllegalStateException(
                    "Expected the stored attestation %d to have digest %s, found %s: the row was changed. Nothing is signed; see docs/runbooks/witness.md."
                            .formatted(kept.place(), kept.digest(), digest));
        }
        rows.sign(kept.place(), signer.sign(digest));
        log.info(
                "attested {} batch generation={} number={} reasons={}",
                kept.verdict(),
                kept.attestation().generation(),
                kept.attestation().number(),
                kept.reasons());
    }

    /** Signed ones from a place on, in their order, at most {@link #MAX_PAGE}. */
    public List<KeptAttestation> from(long place, int max) {
        return rows.signed(place, Math.min(max, MAX_PAGE), signer.address());
    }

    /** The verdict on a batch if there is one, else that it was UNAVAILABLE if it was; signed ones only. */
    public Optional<KeptAttestation> of(Generation generation, BatchNumber number) {
        return rows.inSlot(generation, number)
                .or(() -> rows.newestUnavailable(generation, number))
                .filter(kept -> kept.signature().isPresent());
    }

    /** The last ones, newest first. */
    public List<KeptAttestation> newest(int max) {
        return rows.newest(Math.min(max, MAX_PAGE));
    }

    /** The last batches that this witness calls INVALID, newest first. */
    public List<KeptAttestation> newestInvalid(int max) {
        return rows.newestInvalid(Math.min(max, MAX_PAGE));
    }

    public Map<Verdict, Long> counts() {
        return rows.counts();
    }

    /** When the newest verdict, VALID or INVALID, was recorded. */
    public OptionalLong newestVerdictAtMillis() {
        return rows.newestDecidedAtMillis();
    }

    /** Whose signatures these are. */
    public dev.candor.protocol.types.Address witness() {
        return signer.address();
    }
}
