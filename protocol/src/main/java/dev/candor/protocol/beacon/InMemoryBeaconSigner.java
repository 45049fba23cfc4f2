package dev.candor.protocol.beacon;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/** Signs with a key, or a share of one, held in this process; never prints it. */
public final class InMemoryBeaconSigner implements BeaconSigner {
    private static final int SCALAR_BYTES = 32;

    private final SecretKey secret;
    private final BeaconKey key;

    private InMemoryBeaconSigner(SecretKey secret) {
        this.secret = secret;
        this.key = BeaconKey.of(new P2(secret).to_affine());
    }

    /** A scalar of 32 bytes big-endian, between 1 and the group order - 1. */
    public static InMemoryBeaconSigner ofScalar(byte[] scalar) {
        BigInteger value = new BigInteger(1, scalar);
        if (scalar.length != SCALAR_BYTES || value.signum() == 0 || value.compareTo(ThresholdBeacon.GROUP_ORDER) >= 0) {
            throw new IllegalArgumentException(
                    "Expected a beacon secret of 32 bytes, between 1 and the group order - 1.");
        }
        SecretKey secret = new SecretKey();
        secret.from_bendian(scalar);
        return new InMemoryBeaconSigner(secret);
    }

    /** Derives the secret from at least 32 bytes of key material (KeyGen of draft-irtf-cfrg-bls-signature). */
    public static InMemoryBeaconSigner derive(byte[] keyMaterial) {
        if (keyMaterial.length < SCALAR_BYTES) {
            throw new IllegalArgumentException(
                    "Expected at least 32 bytes of key material, found " + keyMaterial.length + ".");
        }
        SecretKey secret = new SecretKey();
        secret.keygen(keyMaterial);
        return new InMemoryBeaconSigner(secret);
    }

    @Override
    public BeaconKey key() {
        return key;
    }

    @Override
    public Bytes sign(Hash32 cutHash) {
        return Bytes.wrap(BeaconVerifier.hashToCurve(cutHash)
                .sign_with(secret)
                .to_affine()
                .serialize());
    }

    @Override
    public String toString() {
        return "InMemoryBeaconSigner[of " + key + "]";
    }
}
