package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.types.Bytes;

/**
 * F5: the seed of a batch comes from bytes that are not the beacon key's signature over its cut.
 *
 * @param beaconSignature the 96 bytes that hash to the seed
 */
public record WrongSeedEvidence(SignedHeader batch, Bytes beaconSignature) implements Evidence {
    @Override
    public FaultKind kind() {
        return FaultKind.WRONG_SEED;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple().tuple(batch.tuple()).bytes(beaconSignature).encode();
    }
}
