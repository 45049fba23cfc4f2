package dev.candor.protocol.ordering;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/** The seed of a batch's order. */
public final class Seed {
    private Seed() {}

    /** {@code keccak256(beaconSignature ‖ cutHash)}; the signature is 96 bytes, or none for beacon kind 0. */
    public static Hash32 of(Bytes beaconSignature, Hash32 cutHash) {
        return Keccak256.hash(beaconSignature.readOnlyArray(), cutHash.readOnlyArray());
    }
}
