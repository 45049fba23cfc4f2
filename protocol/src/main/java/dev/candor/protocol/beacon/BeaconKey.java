package dev.candor.protocol.beacon;

import dev.candor.protocol.types.Bytes;
import java.util.Optional;
import supranational.blst.P2_Affine;

/**
 * A public key of the beacon: a point of G2 other than infinity, in the subgroup. 192 bytes
 * {@code x.c0‖x.c1‖y.c0‖y.c1}, each coordinate 48 bytes big-endian (the order of EIP-2537; blst writes c1 first).
 */
public final class BeaconKey {
    public static final int SIZE = 192;

    private final Bytes bytes;
    private final P2_Affine point;

    private BeaconKey(Bytes bytes, P2_Affine point) {
        this.bytes = bytes;
        this.point = point;
    }

    /** Empty when the bytes are not such a point. */
    public static Optional<BeaconKey> parse(Bytes bytes) {
        if (bytes.size() != SIZE) {
            return Optional.empty();
        }
        byte[] blstOrder = PointEncoding.swapFp2(bytes.toArray());
        return PointEncoding.g2(blstOrder).map(point -> new BeaconKey(bytes, point));
    }

    /** As {@link #parse}; throws {@link IllegalArgumentException} instead. */
    public static BeaconKey of(Bytes bytes) {
        return parse(bytes)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a beacon key of 192 bytes, a point of the G2 subgroup other than infinity, found "
                                + bytes + "."));
    }

    static BeaconKey of(P2_Affine point) {
        return new BeaconKey(Bytes.wrap(PointEncoding.swapFp2(point.serialize())), point);
    }

    /** 192 bytes {@code x.c0‖x.c1‖y.c0‖y.c1}. */
    public Bytes toBytes() {
        return bytes;
    }

    P2_Affine point() {
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BeaconKey key && bytes.equals(key.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return "BeaconKey[" + bytes + "]";
    }
}
