package dev.candor.tlog;

import java.util.Arrays;

/** Keys of seeds that anyone knows. */
final class TestKeys {
    private TestKeys() {}

    /** The key whose seed is 32 times this byte. */
    static Ed25519PrivateKey key(int seedByte) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_SIZE];
        Arrays.fill(seed, (byte) seedByte);
        return Ed25519PrivateKey.ofSeed(seed);
    }
}
