package dev.candor.protocol.signing;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;

/** Signs with a key held in this process; for devnets, tests and tools. */
public final class InMemorySigner implements DigestSigner {
    private final PrivateKey key;

    public InMemorySigner(PrivateKey key) {
        this.key = key;
    }

    @Override
    public Address address() {
        return key.address();
    }

    @Override
    public Signature65 sign(Hash32 digest) {
        return Secp256k1.sign(digest, key);
    }

    @Override
    public String toString() {
        return "InMemorySigner[" + key.address() + "]";
    }
}
