package dev.candor.protocol.beacon;

import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/**
 * Combines shares of a t-of-n threshold key into the signature of the whole key by Lagrange interpolation at 0. Which t
 * shares are combined makes no difference: the signature is unique.
 */
public final class ThresholdBeacon {
    /** The order r of G1 and G2. */
    static final BigInteger GROUP_ORDER =
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

    private ThresholdBeacon() {}

    /**
     * One member's signature over the cut.
     *
     * @param index the member's place in the key sharing, from 1
     * @param signature 96 bytes, as {@link BeaconSigner#sign} gives it
     */
    public record Share(int index, Bytes signature) {
        public Share {
            if (index < 1) {
                throw new IllegalArgumentException("Expected a share index from 1, found " + index + ".");
            }
        }
    }

    /**
     * The signature of the whole key, 96 bytes. Exactly {@code threshold} shares of distinct members are expected, each
     * verified against its member's key before: a wrong share gives a signature that does not verify.
     */
    public static Bytes combine(List<Share> shares, int threshold) {
        Set<Integer> indices = new HashSet<>();
        shares.forEach(share -> indices.add(share.index()));
        if (shares.size() != threshold || indices.size() != threshold || threshold < 1) {
            throw new IllegalArgumentException("Expected " + threshold + " shares of distinct members, found "
                    + shares.size() + " of " + indices.size() + ".");
        }
        P1 sum = new P1();
        for (Share share : shares) {
            P1_Affine point = PointEncoding.g1(share.signature().toArray())
                    .orElseThrow(() -> new IllegalArgumentException("Expected share " + share.index()
                            + " to be a point of the G1 subgroup other than infinity, found "
                            + share.signature() + "."));
            sum.add(new P1(point).mult(coefficient(share.index(), indices)));
        }
        return Bytes.wrap(sum.to_affine().serialize());
    }

    /** {@code Π j / (j - index)} over the other indices j, modulo the group order. */
    private static BigInteger coefficient(int index, Set<Integer> indices) {
        BigInteger numerator = BigInteger.ONE;
        BigInteger denominator = BigInteger.ONE;
        for (int other : indices) {
            if (other != index) {
                numerator = numerator.multiply(BigInteger.valueOf(other)).mod(GROUP_ORDER);
                denominator = denominator
                        .multiply(BigInteger.valueOf((long) other - index))
                        .mod(GROUP_ORDER);
            }
        }
        return numerator.multiply(denominator.modInverse(GROUP_ORDER)).mod(GROUP_ORDER);
    }
}
