package dev.candor.protocol.beacon;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1;

/** The beacon's signature scheme: BLS12-381 with signatures in G1, messages hashed to the curve by RFC 9380. */
public final class BeaconVerifier {
    /** Domain separation tag of the suite {@code BLS12381G1_XMD:SHA-256_SSWU_RO_}. */
    public static final String DST = "CANDOR_BEACON_BLS12381G1_XMD:SHA-256_SSWU_RO_";

    private static final byte[] NO_AUGMENTATION = {};

    private BeaconVerifier() {}

    /** Whether {@code signature} is the key's one signature over the cut; malformed points are just false. */
    public static boolean verify(BeaconKey key, Hash32 cutHash, Bytes signature) {
        return PointEncoding.g1(signature.toArray())
                .map(point -> point.core_verify(key.point(), true, cutHash.toArray(), DST, NO_AUGMENTATION))
                .filter(result -> result == BLST_ERROR.BLST_SUCCESS)
                .isPresent();
    }

    static P1 hashToCurve(Hash32 cutHash) {
        return new P1().hash_to(cutHash.toArray(), DST, NO_AUGMENTATION);
    }
}
