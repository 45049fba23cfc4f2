package dev.candor.protocol.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.vectors.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import supranational.blst.P1;

class BeaconVectorsTest {
    private static final Vectors FILE = Vectors.file("beacon");

    static Stream<Vectors> valid() {
        return FILE.stream("valid");
    }

    static Stream<Vectors> invalidSignatures() {
        return FILE.stream("invalidSignatures");
    }

    static Stream<Vectors> invalidKeys() {
        return FILE.stream("invalidKeys");
    }

    static Stream<Vectors> hashToCurve() {
        return FILE.get("hashToCurve").stream("cases");
    }

    @Test
    void usesTheTagOfTheProtocol() {
        assertThat(BeaconVerifier.DST).isEqualTo(FILE.text("dst"));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void signsAndVerifies(Vectors vector) {
        // given
        InMemoryBeaconSigner signer =
                InMemoryBeaconSigner.ofScalar(vector.bytes("secret").toArray());

        // when
        Bytes signature = signer.sign(vector.hash("cutHash"));

        // then
        assertThat(signer.key().toBytes()).isEqualTo(vector.bytes("key"));
        assertThat(Bytes.wrap(BeaconVerifier.hashToCurve(vector.hash("cutHash"))
                        .to_affine()
                        .serialize()))
                .isEqualTo(vector.bytes("hashedPoint"));
        assertThat(signature).isEqualTo(vector.bytes("signature"));
        assertThat(BeaconVerifier.verify(BeaconKey.of(vector.bytes("key")), vector.hash("cutHash"), signature))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("invalidSignatures")
    void refusesTheSignature(Vectors vector) {
        assertThat(BeaconVerifier.verify(
                        BeaconKey.of(vector.bytes("key")), vector.hash("cutHash"), vector.bytes("signature")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("invalidKeys")
    void refusesTheKey(Vectors vector) {
        assertThat(BeaconKey.parse(vector.bytes("key"))).isEmpty();
    }

    /** RFC 9380 appendix J.9.1, under that appendix's own tag. */
    @ParameterizedTest
    @MethodSource("hashToCurve")
    void hashesToTheCurveAsTheRfcDoes(Vectors vector) {
        String tag = FILE.get("hashToCurve").text("dst");
        byte[] point = new P1()
                .hash_to(vector.bytes("message").toArray(), tag, new byte[0])
                .to_affine()
                .serialize();

        assertThat(Bytes.wrap(point)).isEqualTo(Bytes.concat(vector.bytes("x"), vector.bytes("y")));
    }

    @Test
    void keepsTheSecretOutOfText() {
        byte[] scalar = new byte[32];
        scalar[30] = 0x5a;
        scalar[31] = 0x5a;

        assertThat(InMemoryBeaconSigner.ofScalar(scalar).toString()).doesNotContain("00005a5a");
    }
}
