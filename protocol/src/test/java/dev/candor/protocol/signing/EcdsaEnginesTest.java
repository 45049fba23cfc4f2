package dev.candor.protocol.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two independent implementations of ECDSA, and both native ways of signing, must give the same bytes. */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the native library is packaged for Linux; elsewhere BouncyCastle signs")
class EcdsaEnginesTest {
    private static final EcdsaEngine REFERENCE = new BouncyCastleEcdsa();
    private static final NativeEcdsa NATIVE = NativeEcdsa.load();
    private static final int CASES_PER_SEED = 50;

    static LongStream seeds() {
        return LongStream.range(0, 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void signAndRecoverAlike(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            // given
            byte[] key = scalar(random);
            byte[] digest = bytes(random, 32);

            // when
            byte[] signature = REFERENCE.sign(digest, key);
            byte[] rs = Arrays.copyOf(signature, 64);

            // then
            assertThat(NATIVE.sign(digest, key)).isEqualTo(signature);
            assertThat(NATIVE.withoutRecoverableSigning().sign(digest, key)).isEqualTo(signature);
            assertThat(NATIVE.publicKey(key)).isEqualTo(REFERENCE.publicKey(key));
            for (int yParity = 0; yParity <= 1; yParity++) {
                assertThat(NATIVE.recover(digest, rs, yParity)).isEqualTo(REFERENCE.recover(digest, rs, yParity));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refuseAlikeWhenNoKeyFits(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            // given an r and an s that nobody signed: about half of all r have no point
            byte[] rs = new byte[64];
            System.arraycopy(scalar(random), 0, rs, 0, 32);
            System.arraycopy(scalar(random), 0, rs, 32, 32);
            byte[] digest = bytes(random, 32);

            // when, then
            assertThat(NATIVE.recover(digest, rs, i % 2)).isEqualTo(REFERENCE.recover(digest, rs, i % 2));
        }
    }

    @Test
    void runsOnTheNativeLibraryHere() {
        assertThat(Secp256k1.engineName()).isEqualTo("libsecp256k1");
    }

    @Test
    void startUpCheckRefusesAnEngineThatSignsOtherwise() {
        EcdsaEngine broken = new EcdsaEngine() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public byte[] sign(byte[] digest, byte[] privateKey) {
                byte[] signature = REFERENCE.sign(digest, privateKey);
                signature[0] ^= 1;
                return signature;
            }

            @Override
            public byte[] recover(byte[] digest, byte[] rs, int yParity) {
                return publicKey(rs);
            }

            @Override
            public byte[] publicKey(byte[] privateKey) {
                return REFERENCE.publicKey(privateKey);
            }
        };

        assertThat(Secp256k1.agree(broken, REFERENCE)).isFalse();
        assertThat(Secp256k1.agree(NATIVE, REFERENCE)).isTrue();
    }

    @Test
    void keepsThePrivateKeyOutOfText() {
        PrivateKey key = PrivateKey.fromHex("0x4646464646464646464646464646464646464646464646464646464646464646");

        assertThat(key.toString()).doesNotContain("4646464646");
        assertThat(new InMemorySigner(key).toString()).doesNotContain("4646464646");
    }

    @Test
    void refusesPrivateKeysOutOfRange() {
        String order = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

        assertThatThrownBy(() -> PrivateKey.fromHex(order)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivateKey.of(new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivateKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] scalar(Random random) {
        byte[] bytes = bytes(random, 32);
        bytes[0] &= 0x7f; // below n / 2: a low s, and never a private key out of range
        bytes[31] |= 1;
        return bytes;
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
