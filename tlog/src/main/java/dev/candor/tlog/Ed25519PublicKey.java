package dev.candor.tlog;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;

/**
 * The 32 bytes of RFC 8032 section 5.1.2 as a key of the JDK: y little-endian, the top bit is the parity of x. Takes only
 * the canonical encoding of a point that is not of small order, and verifies only signatures whose S is below the order
 * of the group.
 */
final class Ed25519PublicKey {
    /** Length in bytes. */
    static final int SIZE = 32;

    /** Length of a signature in bytes: R and S. */
    static final int SIGNATURE_SIZE = 64;

    static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final String ALGORITHM = "Ed25519";
    private static final int TOP_BIT = 0x80;

    /** y of a point of order 8; the other one is its negative. */
    private static final BigInteger ORDER_EIGHT_Y =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** Anyone can sign some message under these: order 1, 2, 4 and 8. */
    private static final Set<BigInteger> SMALL_ORDER_Y = Set.of(
            BigInteger.ONE,
            FIELD.subtract(BigInteger.ONE),
            BigInteger.ZERO,
            ORDER_EIGHT_Y,
            FIELD.subtract(ORDER_EIGHT_Y));

    private final byte[] raw;
    private final PublicKey key;

    private Ed25519PublicKey(byte[] raw, PublicKey key) {
        this.raw = raw;
        this.key = key;
    }

    static Parsed<Ed25519PublicKey> parse(byte[] raw) {
        if (raw.length != SIZE) {
            return Parsed.malformed("Expected an Ed25519 key of " + SIZE + " bytes, found " + raw.length + ".");
        }
        boolean xIsOdd = (raw[SIZE - 1] & TOP_BIT) != 0;
        byte[] withoutSign = raw.clone();
        withoutSign[SIZE - 1] &= (byte) ~TOP_BIT;
        BigInteger y = littleEndian(withoutSign);
        if (y.compareTo(FIELD) >= 0 || SMALL_ORDER_Y.contains(y)) {
            return Parsed.malformed(
                    "Expected the canonical encoding of an Ed25519 point of large order, found another.");
        }
        try {
            EdECPublicKeySpec spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, y));
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(spec);
            // The JDK looks for the point when a verification begins.
            Signature.getInstance(ALGORITHM).initVerify(key);
            return Parsed.ok(new Ed25519PublicKey(raw.clone(), key));
        } catch (InvalidKeySpecException | InvalidKeyException notAPoint) {
            return Parsed.malformed("Expected a point of the Ed25519 curve, found none with this y.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected Ed25519 in every JDK, found none.", e);
        }
    }

    /** The 32 bytes of a key that the JDK made. */
    static Ed25519PublicKey of(EdECPublicKey key) {
        byte[] raw = new byte[SIZE];
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        for (int i = 0; i < Math.min(SIZE, bigEndian.length); i++) {
            raw[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            raw[SIZE - 1] |= (byte) TOP_BIT;
        }
        return parse(raw).orThrow();
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_SIZE
                || littleEndian(Arrays.copyOfRange(signature, SIZE, SIGNATURE_SIZE))
                                .compareTo(ORDER)
                        >= 0) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (SignatureException notASignature) {
            // R is no point.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected Ed25519 in every JDK, found none.", e);
        }
    }

    byte[] toArray() {
        return raw.clone();
    }
}
