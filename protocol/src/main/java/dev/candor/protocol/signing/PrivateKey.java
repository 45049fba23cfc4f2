package dev.candor.protocol.signing;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;

/** A secp256k1 private key in memory; never prints itself. */
public final class PrivateKey {
    private final byte[] scalar;
    private final Address address;

    private PrivateKey(byte[] scalar) {
        this.scalar = scalar;
        this.address = Secp256k1.addressOf(Secp256k1.publicKey(scalar));
    }

    /** 32 bytes big-endian in 1..n-1; throws {@link IllegalArgumentException} otherwise. */
    public static PrivateKey of(byte[] scalar) {
        if (scalar.length != CurveOrder.SCALAR_BYTES || !CurveOrder.isScalar(scalar, 0)) {
            throw new IllegalArgumentException("Expected a private key of 32 bytes between 1 and n - 1.");
        }
        return new PrivateKey(scalar.clone());
    }

    public static PrivateKey fromHex(String hex) {
        return of(Bytes.fromHex(hex).readOnlyArray());
    }

    /** The Ethereum address of the public key. */
    public Address address() {
        return address;
    }

    byte[] scalar() {
        return scalar;
    }

    @Override
    public String toString() {
        return "PrivateKey[of " + address + "]";
    }
}
