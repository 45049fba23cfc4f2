package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k=",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+",
                "example.com/foo+530d903a+AQ==",
                "example com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
            })
    void refusesOtherForms(String key) {
        assertThat(VerifierKey.parse(key)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesLongKeysUnread() {
        assertThat(VerifierKey.parse("a+00000000+" + "AAAA".repeat(3000))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void base64MayHavePlusSigns() {
        VerifierKey key = VerifierKey.of("a", (byte) 0xfb, new byte[] {(byte) 0xef, (byte) 0xbe});

        assertThat(key.print()).endsWith("+++++");
        assertThat(VerifierKey.parse(key.print()).orThrow()).isEqualTo(key);
    }

    @Test
    void oneKeyHasAnIdForEachType() {
        byte[] key = TestKeys.key(1).publicKey();
        assertThat(VerifierKey.of("a", VerifierKey.ED25519, key).keyId())
                .isNotEqualTo(
                        VerifierKey.of("a", VerifierKey.COSIGNATURE_V1, key).keyId());
    }

    @Test
    void keepsTheIdOfTypesThatComputeItOtherwise() {
        VerifierKey key = VerifierKey.parse("a+12345678+AgEC").orThrow();

        assertThat(key.type()).isEqualTo((byte) 2);
        assertThat(key.keyId()).isEqualTo(0x12345678);
        assertThat(key.print()).isEqualTo("a+12345678+AgEC");
    }

    @Test
    void acceptsOnlyTheTypesThatWereAskedFor() {
        byte[] point = TestKeys.key(1).publicKey();
        VerifierKey log = VerifierKey.of("a", VerifierKey.ED25519, point);
        VerifierKey witness = VerifierKey.of("a", VerifierKey.COSIGNATURE_V1, point);

        assertThat(KeyTypes.OF_LOGS.verifier(log)).isInstanceOf(Parsed.Ok.class);
        assertThat(KeyTypes.OF_LOGS.verifier(witness)).isInstanceOf(Parsed.Malformed.class);
        assertThat(KeyTypes.OF_WITNESSES.verifier(witness)).isInstanceOf(Parsed.Ok.class);
        assertThat(KeyTypes.OF_WITNESSES.verifier(log)).isInstanceOf(Parsed.Malformed.class);
        assertThat(Ed25519Note.verifier(witness)).isInstanceOf(Parsed.Malformed.class);
        assertThat(CosignatureV1.verifier(log)).isInstanceOf(Parsed.Malformed.class);
        assertThat(Ed25519Note.verifier(VerifierKey.of("a", VerifierKey.ED25519, new byte[31])))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(CosignatureV1.verifier(VerifierKey.of("a", VerifierKey.COSIGNATURE_V1, new byte[32])))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void aPrivateTypeFindsItsVerifier() {
        byte[] identifierAndKey = "my-type/1234".getBytes(StandardCharsets.US_ASCII);
        VerifierKey key = VerifierKey.of("a", VerifierKey.PRIVATE_TYPE, identifierAndKey);
        NoteVerifier own = new NoteVerifier() {
            @Override
            public String keyName() {
                return key.name();
            }

            @Override
            public int keyId() {
                return key.keyId();
            }

            @Override
            public boolean verifies(String noteText, byte[] signature) {
                return signature.length == noteText.length();
            }
        };
        KeyTypes types = KeyTypes.OF_LOGS.and(VerifierKey.PRIVATE_TYPE, asked -> Parsed.ok(own));

        assertThat(KeyTypes.OF_LOGS.verifier(key)).isInstanceOf(Parsed.Malformed.class);
        assertThat(types.verifier(VerifierKey.parse(key.print()).orThrow())).isEqualTo(Parsed.ok(own));
    }

    @Test
    void makesNoKeyWithoutNameOrBytes() {
        assertThatThrownBy(() -> VerifierKey.of("", VerifierKey.ED25519, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifierKey.of("a", VerifierKey.ED25519, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
