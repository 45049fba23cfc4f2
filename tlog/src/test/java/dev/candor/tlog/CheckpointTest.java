package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    /** tlog-cosignature, introduction; its first lines are the example of tlog-checkpoint. */
    private static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final long TIME = 1_679_315_147;

    private static final Checkpoint CHECKPOINT = new Checkpoint(
            "example.com/log", new TreeHead(3, TreeHash.parse(ROOT).orThrow()));

    @Test
    void readsTheSpecificationsExample() {
        SignedNote note =
                SignedNote.parse(EXAMPLE.getBytes(StandardCharsets.UTF_8)).orThrow();
        Checkpoint checkpoint = Checkpoint.parse(note.text()).orThrow();

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.tree().size()).isEqualTo(20_852_163);
        assertThat(checkpoint.tree().root().toBase64()).isEqualTo(ROOT);
        assertThat(checkpoint.extensions()).isEmpty();
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note.encode()).isEqualTo(EXAMPLE.getBytes(StandardCharsets.UTF_8));
        assertThat(CosignatureV1.timestampSeconds(note.signatures().getLast())).isEqualTo(Parsed.ok(TIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o\n0\n" + ROOT + "\n",
                "o\n9223372036854775807\n" + ROOT + "\n",
                "o\n1\n" + ROOT + "\nextension\n",
                "o\n1\n" + ROOT + "\n \nä+1\n",
                "an origin with spaces + plus\n1\n" + ROOT + "\n",
            })
    void printsWhatItRead(String text) {
        assertThat(Checkpoint.parse(text).orThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "o\n",
                "o\n1\n",
                "o\n1\n" + ROOT,
                "\n1\n" + ROOT + "\n",
                "o\n\n" + ROOT + "\n",
                "o\n1\n\n",
                "o\n1\n" + ROOT + "\n\n",
                "o\n1\n" + ROOT + "\n\next\n",
                "o\n1\n" + ROOT + "\next\n\n",
                "o\n01\n" + ROOT + "\n",
                "o\n00\n" + ROOT + "\n",
                "o\n-1\n" + ROOT + "\n",
                "o\n-0\n" + ROOT + "\n",
                "o\n+1\n" + ROOT + "\n",
                "o\n 1\n" + ROOT + "\n",
                "o\n1 \n" + ROOT + "\n",
                "o\n0x1\n" + ROOT + "\n",
                "o\n1e3\n" + ROOT + "\n",
                "o\n١\n" + ROOT + "\n",
                "o\n9223372036854775808\n" + ROOT + "\n",
                "o\n18446744073709551616\n" + ROOT + "\n",
                "o\n100000000000000000000000000000\n" + ROOT + "\n",
                "o\n1\n" + ROOT + "AAAA\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n1\nAAAA\n",
                "o\r\n1\r\n" + ROOT + "\r\n",
                "o\n1\r\n" + ROOT + "\n",
                "o\t\n1\n" + ROOT + "\n",
            })
    void refusesOtherForms(String text) {
        assertThat(Checkpoint.parse(text)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void makesNoCheckpointThatCannotBeRead() {
        TreeHead tree = CHECKPOINT.tree();
        assertThatThrownBy(() -> new Checkpoint("", tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a\nb", tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a\t", tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", tree, List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void verifiesCosignaturesOfAnotherImplementation() {
        SignedNote note = SignedNote.parse(Golden.bytes("checkpoint.txt")).orThrow();
        Checkpoint checkpoint = Checkpoint.parse(note.text()).orThrow();
        for (int witness = 1; witness <= 2; witness++) {
            String name = "witness.example/w" + witness;
            Ed25519PrivateKey key = TestKeys.key(witness + 1);
            VerifierKey verifierKey = CosignatureV1.verifierKey(name, key);
            NoteSignature line = note.signatures().get(witness);

            assertThat(Golden.text("policy.txt")).contains(verifierKey.print());
            assertThat(note.open(List.of(CosignatureV1.verifier(verifierKey).orThrow())))
                    .isInstanceOf(NoteOpening.Opened.class);
            long time = CosignatureV1.timestampSeconds(line).orThrow();
            assertThat(CosignatureV1.cosign(name, key, checkpoint, time)).isEqualTo(line);
        }
        assertThat(checkpoint.tree()).isEqualTo(NaiveTree.golden(Golden.SIZE).head());
    }

    @Test
    void aCosignatureCoversTimeTextAndExtensions() {
        Ed25519PrivateKey key = TestKeys.key(9);
        NoteVerifier verifier =
                CosignatureV1.verifier(CosignatureV1.verifierKey("w", key)).orThrow();
        Checkpoint extended = new Checkpoint("example.com/log", CHECKPOINT.tree(), List.of("extension"));
        NoteSignature cosignature = CosignatureV1.cosign("w", key, extended, TIME);
        byte[] signature = cosignature.signature();

        assertThat(verifier.verifies(extended.text(), signature)).isTrue();
        assertThat(verifier.verifies(CHECKPOINT.text(), signature)).isFalse();
        assertThat(verifier.verifies("no checkpoint\n", signature)).isFalse();
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= (byte) 0x80;
            assertThat(verifier.verifies(extended.text(), changed)).isFalse();
        }
        assertThat(verifier.verifies(extended.text(), Arrays.copyOf(signature, 71)))
                .isFalse();
        assertThat(verifier.verifies(extended.text(), Arrays.copyOf(signature, 73)))
                .isFalse();
        assertThatThrownBy(() -> CosignatureV1.cosign("w", key, extended, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogSignatureIsNoCosignature() {
        Ed25519PrivateKey key = TestKeys.key(9);
        NoteVerifier log =
                Ed25519Note.verifier(Ed25519Note.verifierKey("w", key)).orThrow();
        NoteSignature cosignature = CosignatureV1.cosign("w", key, CHECKPOINT, TIME);

        assertThat(cosignature.isBy(log)).isFalse();
        assertThat(log.verifies(CHECKPOINT.text(), cosignature.signature())).isFalse();
    }
}
