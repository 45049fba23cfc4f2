package dev.candor.protocol.signing;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** The portable engine, and the cross-check of the native one. */
final class BouncyCastleEcdsa implements EcdsaEngine {
    private static final ECDomainParameters CURVE = curve();
    private static final BigInteger HALF_N = CURVE.getN().shiftRight(1);
    private static final byte COMPRESSED_EVEN = 0x02;

    @Override
    public String name() {
        return "BouncyCastle";
    }

    @Override
    public byte[] sign(byte[] digest, byte[] privateKey) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), CURVE));
        BigInteger[] signature = signer.generateSignature(digest);
        BigInteger s = signature[1];
        BigInteger lowS = s.compareTo(HALF_N) > 0 ? CURVE.getN().subtract(s) : s;
        byte[] out = new byte[Signature65.SIZE];
        write(signature[0], out, 0);
        write(lowS, out, CurveOrder.SCALAR_BYTES);
        out[Signature65.RS_BYTES] = yParity(digest, Arrays.copyOf(out, Signature65.RS_BYTES), publicKey(privateKey));
        return out;
    }

    @Override
    public byte @Nullable [] recover(byte[] digest, byte[] rs, int yParity) {
        BigInteger n = CURVE.getN();
        BigInteger r = new BigInteger(1, rs, 0, CurveOrder.SCALAR_BYTES);
        BigInteger s = new BigInteger(1, rs, CurveOrder.SCALAR_BYTES, CurveOrder.SCALAR_BYTES);
        ECPoint nonce = pointWithX(rs, yParity);
        if (nonce == null) {
            return null;
        }
        BigInteger inverseR = r.modInverse(n);
        BigInteger onBase =
                new BigInteger(1, digest).negate().multiply(inverseR).mod(n);
        BigInteger onNonce = s.multiply(inverseR).mod(n);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), onBase, nonce, onNonce)
                .normalize();
        return key.isInfinity() ? null : key.getEncoded(false);
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        return new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), new BigInteger(1, privateKey))
                .getEncoded(false);
    }

    private byte yParity(byte[] digest, byte[] rs, byte[] publicKey) {
        for (byte parity = 0; parity <= 1; parity++) {
            if (Arrays.equals(recover(digest, rs, parity), publicKey)) {
                return parity;
            }
        }
        // The nonce point's x was >= n: chance 2^-127, and v 27/28 cannot express it.
        throw new IllegalStateException(
                "Expected a signature with a recovery id of 0 or 1, found none: sign other bytes.");
    }

    private static @Nullable ECPoint pointWithX(byte[] rs, int yParity) {
        byte[] compressed = new byte[1 + CurveOrder.SCALAR_BYTES];
        compressed[0] = (byte) (COMPRESSED_EVEN + yParity);
        System.arraycopy(rs, 0, compressed, 1, CurveOrder.SCALAR_BYTES);
        try {
            return CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void write(BigInteger scalar, byte[] target, int offset) {
        byte[] bytes = BigIntegers.asUnsignedByteArray(CurveOrder.SCALAR_BYTES, scalar);
        System.arraycopy(bytes, 0, target, offset, CurveOrder.SCALAR_BYTES);
    }

    private static ECDomainParameters curve() {
        X9ECParameters parameters = CustomNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
    }
}
