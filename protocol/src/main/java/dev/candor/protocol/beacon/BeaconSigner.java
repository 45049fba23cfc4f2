package dev.candor.protocol.beacon;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/** The port behind which a beacon key lives. Signatures are unique: the same cut always gives the same bytes. */
public interface BeaconSigner {
    BeaconKey key();

    /** The signature over a cut's digest: 96 bytes, a point of G1, affine {@code x‖y} big-endian. */
    Bytes sign(Hash32 cutHash);
}
