package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Ed25519Test {
    private static final byte[] MESSAGE = {1, 2, 3};

    /** RFC 8032 section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAndVerifiesTheVectorsOfTheRfc(String seed, String publicKey, String message, String signature) {
        Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(hex(seed));

        assertThat(key.publicKey()).isEqualTo(hex(publicKey));
        assertThat(key.sign(hex(message))).isEqualTo(hex(signature));
        Ed25519PublicKey parsed = Ed25519PublicKey.parse(hex(publicKey)).orThrow();
        assertThat(parsed.toArray()).isEqualTo(hex(publicKey));
        assertThat(parsed.verifies(hex(message), hex(signature))).isTrue();
        assertThat(parsed.verifies(MESSAGE, hex(signature))).isFalse();
    }

    @Test
    void everyFlippedBitOfASignatureIsFound() {
        Ed25519PrivateKey key = TestKeys.key(1);
        Ed25519PublicKey publicKey = Ed25519PublicKey.parse(key.publicKey()).orThrow();
        byte[] signature = key.sign(MESSAGE);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(publicKey.verifies(MESSAGE, flipped)).isFalse();
        }
    }

    @Test
    void refusesSignaturesOfAnotherLength() {
        Ed25519PrivateKey key = TestKeys.key(1);
        Ed25519PublicKey publicKey = Ed25519PublicKey.parse(key.publicKey()).orThrow();
        byte[] signature = key.sign(MESSAGE);
        for (int length : new int[] {0, 1, 32, 63, 65, 96, 128}) {
            assertThat(publicKey.verifies(MESSAGE, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
    }

    /** RFC 8032 section 8.4: S and S + L would both verify without a range check. */
    @Test
    void refusesAnSThatIsNotBelowTheOrder() {
        Ed25519PrivateKey key = TestKeys.key(1);
        Ed25519PublicKey publicKey = Ed25519PublicKey.parse(key.publicKey()).orThrow();
        byte[] signature = key.sign(MESSAGE);
        BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
        for (int times = 1; times <= 8; times++) {
            BigInteger malleated = s.add(Ed25519PublicKey.ORDER.multiply(BigInteger.valueOf(times)));
            byte[] other = Arrays.copyOf(signature, 64);
            System.arraycopy(encode(malleated), 0, other, 32, 32);
            assertThat(publicKey.verifies(MESSAGE, other)).isFalse();
        }
    }

    static Stream<BigInteger> numbersThatAreNoS() {
        BigInteger l = Ed25519PublicKey.ORDER;
        return Stream.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                l.subtract(BigInteger.ONE),
                l,
                l.add(BigInteger.ONE),
                Ed25519PublicKey.FIELD,
                BigInteger.TWO.pow(255).subtract(BigInteger.ONE),
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    }

    @ParameterizedTest
    @MethodSource("numbersThatAreNoS")
    void refusesEdgeValuesOfRAndS(BigInteger s) {
        Ed25519PublicKey publicKey =
                Ed25519PublicKey.parse(TestKeys.key(1).publicKey()).orThrow();
        for (BigInteger r : numbersThatAreNoS().toList()) {
            byte[] signature = new byte[64];
            System.arraycopy(encode(r), 0, signature, 0, 32);
            System.arraycopy(encode(s), 0, signature, 32, 32);
            assertThat(publicKey.verifies(MESSAGE, signature)).isFalse();
        }
    }

    /** Made with the private scalar so that the equation S·B = R + h·A holds: only the encoding of R is wrong. */
    @Test
    void refusesAnRThatIsNotCanonical() throws GeneralSecurityException {
        BigInteger topBit = BigInteger.TWO.pow(255);
        BigInteger identity = BigInteger.ONE;
        for (BigInteger r : List.of(identity.add(Ed25519PublicKey.FIELD), identity.add(topBit))) {
            assertThat(verifiesWithIdentityAsR(r)).isFalse();
        }
        assertThat(verifiesWithIdentityAsR(identity)).isTrue();
    }

    private static boolean verifiesWithIdentityAsR(BigInteger encodedR) throws GeneralSecurityException {
        Ed25519PrivateKey key = TestKeys.key(1);
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 1);
        byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
        scalar[0] &= (byte) 0xf8;
        scalar[31] &= 0x7f;
        scalar[31] |= 0x40;
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(encode(encodedR));
        digest.update(key.publicKey());
        BigInteger h = number(digest.digest(MESSAGE));
        BigInteger s = h.multiply(number(scalar)).mod(Ed25519PublicKey.ORDER);
        byte[] signature = new byte[64];
        System.arraycopy(encode(encodedR), 0, signature, 0, 32);
        System.arraycopy(encode(s), 0, signature, 32, 32);
        return Ed25519PublicKey.parse(key.publicKey()).orThrow().verifies(MESSAGE, signature);
    }

    @Test
    void refusesKeysOfSmallOrder() {
        BigInteger p = Ed25519PublicKey.FIELD;
        BigInteger d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(p))
                .mod(p);
        BigInteger orderEight =
                new BigInteger("55188659117513257062467267217118295137698188065244968500265048394206261417927");
        // The double of a point of order 8 has y = 0, which is d·y⁴ + 2·y² = 1 on the curve.
        BigInteger square = orderEight.multiply(orderEight);
        assertThat(d.multiply(square).multiply(square).add(square.shiftLeft(1)).mod(p))
                .isEqualTo(BigInteger.ONE);

        for (BigInteger y : new BigInteger[] {
            BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE), orderEight, p.subtract(orderEight)
        }) {
            byte[] even = encode(y);
            byte[] odd = even.clone();
            odd[31] |= (byte) 0x80;
            assertThat(Ed25519PublicKey.parse(even)).isInstanceOf(Parsed.Malformed.class);
            assertThat(Ed25519PublicKey.parse(odd)).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void refusesKeysThatAreNoCanonicalPoint() {
        for (int above = 0; above < 19; above++) {
            byte[] notReduced = encode(Ed25519PublicKey.FIELD.add(BigInteger.valueOf(above)));
            assertThat(Ed25519PublicKey.parse(notReduced)).isInstanceOf(Parsed.Malformed.class);
        }
        // No x belongs to y = 2.
        assertThat(Ed25519PublicKey.parse(encode(BigInteger.TWO))).isInstanceOf(Parsed.Malformed.class);
        for (int length : new int[] {0, 31, 33, 44}) {
            assertThat(Ed25519PublicKey.parse(new byte[length])).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void generatesKeysThatSign() {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
        Ed25519PublicKey publicKey = Ed25519PublicKey.parse(key.publicKey()).orThrow();

        assertThat(publicKey.verifies(MESSAGE, key.sign(MESSAGE))).isTrue();
        assertThatThrownBy(() -> Ed25519PrivateKey.ofSeed(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] encode(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger number(byte[] littleEndian) {
        BigInteger number = BigInteger.ZERO;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(littleEndian[i] & 0xff));
        }
        return number;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
