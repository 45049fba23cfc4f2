package dev.candor.protocol.signing;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Arrays;
import java.util.Optional;

/**
 * A recoverable ECDSA signature, 65 bytes {@code r‖s‖v}: 0 &lt; r &lt; n, 0 &lt; s &lt;= n / 2 (low-s), v 27 or 28. A value of
 * this type is always in range; whether it recovers to somebody is {@link Secp256k1}'s to say. Immutable.
 */
public final class Signature65 {
    public static final int SIZE = 65;
    static final int RS_BYTES = 64;
    private static final int V_OFFSET = 64;
    private static final int V_BASE = 27;

    private final byte[] value;

    private Signature65(byte[] value) {
        this.value = value;
    }

    /** Throws {@link IllegalArgumentException} when the size or a range does not hold. */
    public static Signature65 of(byte[] rsv) {
        if (rsv.length != SIZE) {
            throw new IllegalArgumentException(
                    "Expected a signature of 65 bytes r‖s‖v, found " + rsv.length + " bytes.");
        }
        int v = rsv[V_OFFSET] & 0xff;
        if (v != V_BASE && v != V_BASE + 1) {
            throw new IllegalArgumentException("Expected v 27 or 28, found " + v + ".");
        }
        if (!isInRange(rsv)) {
            throw new IllegalArgumentException(
                    "Expected 0 < r < n and 0 < s <= n/2, found r or s out of range: sign with low-s (EIP-2).");
        }
        return new Signature65(rsv.clone());
    }

    public static Signature65 of(Bytes rsv) {
        return of(rsv.readOnlyArray());
    }

    public static Signature65 fromHex(String hex) {
        return of(Bytes.fromHex(hex));
    }

    /** @param yParity 0 or 1 */
    public static Signature65 of(Hash32 r, Hash32 s, int yParity) {
        return of(rsv(r, s, yParity));
    }

    /**
     * As {@link #of(Hash32, Hash32, int)}, empty when a range does not hold.
     *
     * @param yParity 0 or 1 to be in range
     */
    public static Optional<Signature65> parse(Hash32 r, Hash32 s, int yParity) {
        byte[] rsv = rsv(r, s, yParity);
        boolean inRange = (yParity == 0 || yParity == 1) && isInRange(rsv);
        return inRange ? Optional.of(new Signature65(rsv)) : Optional.empty();
    }

    private static byte[] rsv(Hash32 r, Hash32 s, int yParity) {
        byte[] rsv = new byte[SIZE];
        r.copyTo(rsv, 0);
        s.copyTo(rsv, Hash32.SIZE);
        rsv[V_OFFSET] = (byte) (V_BASE + yParity);
        return rsv;
    }

    /** Whether the first 64 bytes are an r and a low s in range. */
    private static boolean isInRange(byte[] rs) {
        return CurveOrder.isScalar(rs, 0) && CurveOrder.isLowScalar(rs, CurveOrder.SCALAR_BYTES);
    }

    public Hash32 r() {
        return Hash32.copyOf(value, 0);
    }

    public Hash32 s() {
        return Hash32.copyOf(value, Hash32.SIZE);
    }

    /** 27 or 28. */
    public int v() {
        return value[V_OFFSET];
    }

    /** 0 or 1. */
    public int yParity() {
        return v() - V_BASE;
    }

    /** 65 bytes {@code r‖s‖v}. */
    public Bytes toBytes() {
        return Bytes.wrap(value);
    }

    public String toHex() {
        return toBytes().toHex();
    }

    byte[] rs() {
        return Arrays.copyOf(value, RS_BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature65 that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
