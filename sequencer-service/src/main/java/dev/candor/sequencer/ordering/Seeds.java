package dev.candor.sequencer.ordering;

import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The seed of a stored cut. BLS signatures are unique, so asking again gives the same seed. With the sequencer's own key (for
 * the devnet) the sequencer could try many cuts; a quorum of witnesses cannot be tried, its kind goes before.
 */
@Component
class Seeds {
    private final BeaconSigner ownBeacon;

    Seeds(BeaconSigner ownBeacon) {
        this.ownBeacon = ownBeacon;
    }

    /** @param beaconSignature 96 bytes; empty for kind NONE */
    record Seeding(BeaconKind kind, Bytes beaconSignature, Hash32 seed) {
        static Seeding of(Bytes beaconSignature, Hash32 cutHash) {
            BeaconKind kind = beaconSignature.isEmpty() ? BeaconKind.NONE : BeaconKind.OWN;
            return new Seeding(kind, beaconSignature, Seed.of(beaconSignature, cutHash));
        }
    }

    /** @param stored a beacon signature that an interrupted attempt has stored already; it is taken as it is */
    Seeding of(StoredBatch batch, Optional<Bytes> stored) {
        return Seeding.of(stored.orElseGet(() -> ask(batch)), batch.cutHash());
    }

    private Bytes ask(StoredBatch batch) {
        if (batch.policy().allows(BeaconKind.OWN)) {
            return ownBeacon.sign(batch.cutHash());
        }
        if (batch.policy().allows(BeaconKind.NONE)) {
            return Bytes.EMPTY;
        }
        throw new IllegalStateException(
                "Expected the policy at L1 block %d to allow beacon kind OWN or NONE, found kinds %s: this sequencer cannot seed batch %d."
                        .formatted(
                                batch.cut().l1OriginNumber(),
                                Integer.toBinaryString(batch.policy().beaconKinds()),
                                batch.number()));
    }
}
