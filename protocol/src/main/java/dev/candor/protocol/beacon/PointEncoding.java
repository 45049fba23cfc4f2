package dev.candor.protocol.beacon;

import java.util.Arrays;
import java.util.Optional;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/** Reads curve points from their one canonical uncompressed encoding. */
final class PointEncoding {
    static final int G1_BYTES = 96;
    private static final int FP_BYTES = 48;
    private static final int FP2_BYTES = 2 * FP_BYTES;

    private PointEncoding() {}

    /** A point of the G1 subgroup other than infinity. */
    static Optional<P1_Affine> g1(byte[] bytes) {
        if (bytes.length != G1_BYTES) {
            return Optional.empty();
        }
        try {
            P1_Affine point = new P1_Affine(bytes);
            boolean good = !point.is_inf() && point.in_group() && Arrays.equals(point.serialize(), bytes);
            return good ? Optional.of(point) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // blst reports bad encodings by exception
        }
    }

    /** A point of the G2 subgroup other than infinity, in blst's own coordinate order. */
    static Optional<P2_Affine> g2(byte[] bytes) {
        try {
            P2_Affine point = new P2_Affine(bytes);
            boolean good = !point.is_inf() && point.in_group() && Arrays.equals(point.serialize(), bytes);
            return good ? Optional.of(point) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // blst reports bad encodings by exception
        }
    }

    /** Exchanges c0 and c1 of both coordinates. */
    static byte[] swapFp2(byte[] bytes) {
        byte[] swapped = new byte[bytes.length];
        for (int coordinate = 0; coordinate < bytes.length; coordinate += FP2_BYTES) {
            System.arraycopy(bytes, coordinate, swapped, coordinate + FP_BYTES, FP_BYTES);
            System.arraycopy(bytes, coordinate + FP_BYTES, swapped, coordinate, FP_BYTES);
        }
        return swapped;
    }
}
