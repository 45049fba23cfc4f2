package dev.candor.protocol.signing;

import java.util.Arrays;
import java.util.HexFormat;

/** The order n of secp256k1 (SEC 2 section 2.4.1) and the ranges that follow from it; 32-byte big-endian scalars. */
final class CurveOrder {
    static final int SCALAR_BYTES = 32;
    private static final byte[] N =
            HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    /** floor(n / 2), the largest s that is low (EIP-2). */
    private static final byte[] HALF_N =
            HexFormat.of().parseHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    private static final byte[] ZERO = new byte[SCALAR_BYTES];

    private CurveOrder() {}

    /** 0 &lt; scalar &lt; n. */
    static boolean isScalar(byte[] source, int offset) {
        return compare(source, offset, ZERO) > 0 && compare(source, offset, N) < 0;
    }

    /** 0 &lt; scalar &lt;= n / 2. */
    static boolean isLowScalar(byte[] source, int offset) {
        return compare(source, offset, ZERO) > 0 && compare(source, offset, HALF_N) <= 0;
    }

    private static int compare(byte[] source, int offset, byte[] bound) {
        return Arrays.compareUnsigned(source, offset, offset + SCALAR_BYTES, bound, 0, SCALAR_BYTES);
    }
}
