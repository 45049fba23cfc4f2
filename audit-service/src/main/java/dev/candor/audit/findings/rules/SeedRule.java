package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconVerifier;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;

/**
 * The seed is not the beacon's. Two cases: the signature does not hash to the seed (such a header cannot be posted), or it
 * does and fails the pairing (F5). A batch without a beacon is told too: its order is FIFO.
 */
public final class SeedRule {
    private final AuditedRollup rollup;

    public SeedRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /** @param key the beacon key in force at the origin; empty when none is registered */
    public Optional<Finding> judge(SeenBatch batch, Optional<BeaconKey> key) {
        BatchHeader header = batch.header();
        Hash32 cutHash = header.cutHash(rollup.domain());
        boolean hashes = Seed.of(batch.beaconSignature(), cutHash).equals(header.seed());
        boolean kindFits = (header.beaconKind() == BeaconKind.NONE.code())
                == batch.beaconSignature().isEmpty();
        if (!hashes || !kindFits) {
            return Optional.of(wrongSeed(batch, cutHash));
        }
        if (header.beaconKind() == BeaconKind.NONE.code()) {
            return Optional.of(absent(batch, cutHash));
        }
        boolean verifies = key.filter(found -> BeaconVerifier.verify(found, cutHash, batch.beaconSignature()))
                .isPresent();
        return verifies ? Optional.empty() : Optional.of(wrongBeacon(batch, cutHash, key));
    }

    private static Evidence.Builder parts(SeenBatch batch, Hash32 cutHash) {
        return Evidence.of()
                .signed("header", batch.signedHeader())
                .bytes("beaconSignature", batch.beaconSignature())
                .hash("cutHash", cutHash)
                .entries(batch.at().entry());
    }

    private Finding wrongBeacon(SeenBatch batch, Hash32 cutHash, Optional<BeaconKey> key) {
        BatchHeader header = batch.header();
        Evidence.Builder evidence = parts(batch, cutHash)
                .claim(FaultClaim.ofBatch(5, rollup.sequencerId(), rollup.id(), header.generation(), header.number()));
        key.ifPresent(found -> evidence.bytes("beaconKey", found.toBytes()));
        return new Finding(
                FindingKind.WRONG_BEACON,
                batch.subject(),
                new Words(
                        "a beacon signature over the cut of " + batch.words() + " by the key in force at its origin",
                        key.isPresent()
                                ? "one that hashes to the seed and fails the pairing"
                                : "one, but no beacon key registered at the origin",
                        "Keep header and signature: once posted they prove F5. The order of this batch was chosen, not drawn."),
                evidence.build());
    }

    private static Finding wrongSeed(SeenBatch batch, Hash32 cutHash) {
        return new Finding(
                FindingKind.WRONG_SEED,
                batch.subject(),
                new Words(
                        "seed " + Seed.of(batch.beaconSignature(), cutHash) + " of " + batch.words()
                                + ", from its beacon signature and cut",
                        "seed " + batch.header().seed() + " and "
                                + batch.beaconSignature().size()
                                + " bytes of signature for beacon kind "
                                + batch.header().beaconKind(),
                        "It cannot be posted: postBatches compares the two. Stop the orderer and look for the defect."),
                parts(batch, cutHash).build());
    }

    private static Finding absent(SeenBatch batch, Hash32 cutHash) {
        return new Finding(
                FindingKind.BEACON_ABSENT,
                batch.subject(),
                new Words(
                        "a beacon signature for " + batch.words(),
                        "none: the batch is ordered first come, first served",
                        "Ask the witnesses' operators why no quorum answered. A quorum's signature that turns up for this cut is worth keeping."),
                parts(batch, cutHash).build());
    }
}
