package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** signed-note, "Example". */
    private static final String EXAMPLE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private static final String EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    /** signed-note, introduction: a blank line inside the text. */
    private static final String POEM = """
            Ognuno sta solo sul cuor della terra
            trafitto da un raggio di sole:

            ed è subito sera.

            — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
            """;

    private static final String SIGNATURE = "AAAAAQI=";

    private static final Ed25519PrivateKey KEY = TestKeys.key(7);
    private static final NoteSigner SIGNER = Ed25519Note.signer("a.example/log", KEY);
    private static final NoteVerifier VERIFIER =
            Ed25519Note.verifier(Ed25519Note.verifierKey("a.example/log", KEY)).orThrow();

    @Test
    void verifiesTheSpecificationsExample() {
        VerifierKey key = VerifierKey.parse(EXAMPLE_KEY).orThrow();
        SignedNote note = SignedNote.parse(bytes(EXAMPLE)).orThrow();

        assertThat(key.print()).isEqualTo(EXAMPLE_KEY);
        assertThat(key.name()).isEqualTo("example.com/foo");
        assertThat(key.keyId()).isEqualTo(0x530d903a);
        assertThat(VerifierKey.of(key.name(), key.type(), key.key())).isEqualTo(key);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.encode()).isEqualTo(bytes(EXAMPLE));
        assertThat(note.open(List.of(Ed25519Note.verifier(key).orThrow()))).isInstanceOf(NoteOpening.Opened.class);
    }

    @Test
    void separatesTextFromSignaturesAtTheLastBlankLine() {
        SignedNote note = SignedNote.parse(bytes(POEM)).orThrow();

        assertThat(note.text()).endsWith("sole:\n\ned è subito sera.\n");
        assertThat(note.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.keyName()).isEqualTo("quasimodo.example/salvatore");
            assertThat(signature.signature()).hasSize(64);
        });
        assertThat(note.encode()).isEqualTo(bytes(POEM));
    }

    @Test
    void verifiesWhatAnotherImplementationSigned() {
        SignedNote note = SignedNote.parse(Golden.bytes("checkpoint.txt")).orThrow();
        VerifierKey key = Ed25519Note.verifierKey(Golden.ORIGIN, TestKeys.key(1));

        assertThat(Golden.text("policy.txt")).contains("log " + key.print() + "\n");
        assertThat(note.encode()).isEqualTo(Golden.bytes("checkpoint.txt"));
        assertThat(note.open(List.of(Ed25519Note.verifier(key).orThrow()))).isInstanceOf(NoteOpening.Opened.class);
        // Ed25519 is deterministic: the same line.
        assertThat(Ed25519Note.signer(Golden.ORIGIN, TestKeys.key(1)).sign(note.text()))
                .isEqualTo(note.signatures().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "\n", "a\n\nb\n", "\n\n\n", "— a AAAA\n", "ä\u2028\n"})
    void opensWhatItSigned(String text) {
        SignedNote note = SignedNote.sign(text, List.of(SIGNER));

        SignedNote parsed = SignedNote.parse(note.encode()).orThrow();
        assertThat(parsed).isEqualTo(note);
        assertThat(parsed.open(List.of(VERIFIER))).isInstanceOfSatisfying(NoteOpening.Opened.class, opened -> {
            assertThat(opened.verified()).hasSize(1);
            assertThat(opened.isSignedBy(VERIFIER)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\n\n",
                "text\n— k AAAAAQI=\n",
                "text\n\n— k AAAAAQI=",
                "text\n\n— k AAAAAQI=\r\n",
                "text\r\n\r\n— k AAAAAQI=\r\n",
                "te\u0000xt\n\n— k AAAAAQI=\n",
                "te\txt\n\n— k AAAAAQI=\n",
                "te\u001fxt\n\n— k AAAAAQI=\n",
                "text\n\n- k AAAAAQI=\n",
                "text\n\n–– k AAAAAQI=\n",
                "text\n\n—k AAAAAQI=\n",
                "text\n\n—  AAAAAQI=\n",
                "text\n\n—  k AAAAAQI=\n",
                "text\n\n— k  AAAAAQI=\n",
                "text\n\n— k AAAAAQI= \n",
                "text\n\n— k\n",
                "text\n\n— k \n",
                "text\n\n— k+l AAAAAQI=\n",
                "text\n\n— k\u00a0l AAAAAQI=\n",
                "text\n\n— k\u3000 AAAAAQI=\n",
                "text\n\n— k\u0085 AAAAAQI=\n",
                "text\n\n— k AAAAAQI\n",
                "text\n\n— k AAAAAQJ=\n",
                "text\n\n— k AAAAAQI==\n",
                "text\n\n— k AAAA AQI=\n",
                "text\n\n— k AAAAAQ==\n",
                "text\n\n— k AAA=\n",
                "text\n\n— k _-AAAQI=\n",
                "text\n\n— k AAAAAQI=\njunk\n",
                "text\n\n— k AAAAAQI=\n— k AAAAAQI",
                "text\n\njunk\n— k AAAAAQI=\n",
                "text\n\n\u2014\n",
                "text\n\n\u2014 \n",
            })
    void refusesOtherForms(String note) {
        assertThat(SignedNote.parse(bytes(note))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] note = bytes(EXAMPLE);
        for (int length = 0; length < note.length; length++) {
            assertThat(SignedNote.parse(Arrays.copyOf(note, length))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe2, (byte) 0x80})) {
            byte[] rest = bytes("\n\n— k " + SIGNATURE + "\n");
            byte[] note = Arrays.copyOf(wrong, wrong.length + rest.length);
            System.arraycopy(rest, 0, note, wrong.length, rest.length);
            assertThat(SignedNote.parse(note)).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void takesAsManySignaturesAndBytesAsItSays() {
        String line = "— k " + SIGNATURE + "\n";
        assertThat(SignedNote.parse(bytes("t\n\n" + line.repeat(SignedNote.MAX_SIGNATURES))))
                .isInstanceOf(Parsed.Ok.class);
        assertThat(SignedNote.parse(bytes("t\n\n" + line.repeat(SignedNote.MAX_SIGNATURES + 1))))
                .isInstanceOf(Parsed.Malformed.class);
        String end = "\n\n" + line;
        String largest = "t".repeat(SignedNote.MAX_BYTES - bytes(end).length) + end;
        assertThat(SignedNote.parse(bytes(largest))).isInstanceOf(Parsed.Ok.class);
        assertThat(SignedNote.parse(bytes("t" + largest))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void ignoresUnknownKeysThatShareNameOrIdWithAKnownOne() {
        NoteSignature valid = SIGNER.sign("t\n");
        NoteSignature sameName = NoteSignature.of(valid.keyName(), valid.keyId() + 1, new byte[64]);
        NoteSignature sameId = NoteSignature.of("b.example/log", valid.keyId(), new byte[64]);
        NoteSignature stranger = NoteSignature.of("c.example", 0, new byte[3]);
        SignedNote note = new SignedNote("t\n", List.of(sameName, stranger, valid, sameId));

        assertThat(note.open(List.of(VERIFIER)))
                .isEqualTo(new NoteOpening.Opened(List.of(new NoteOpening.Verified(VERIFIER, valid))));
        assertThat(new SignedNote("t\n", List.of(sameName, stranger, sameId)).open(List.of(VERIFIER)))
                .isInstanceOf(NoteOpening.Refused.class);
        assertThat(note.open(List.of())).isInstanceOf(NoteOpening.Refused.class);
    }

    @Test
    void aFalseSignatureOfAKnownKeyRefusesTheNote() {
        NoteSignature valid = SIGNER.sign("t\n");
        byte[] flipped = valid.signature();
        flipped[5] ^= 1;
        NoteSignature bad = NoteSignature.of(valid.keyName(), valid.keyId(), flipped);

        for (List<NoteSignature> lines : List.of(List.of(bad), List.of(valid, bad), List.of(bad, valid))) {
            assertThat(new SignedNote("t\n", lines).open(List.of(VERIFIER))).isInstanceOf(NoteOpening.Refused.class);
        }
        assertThat(new SignedNote("u\n", List.of(valid)).open(List.of(VERIFIER)))
                .isInstanceOf(NoteOpening.Refused.class);
    }

    @Test
    void addsLinesOnce() {
        SignedNote note = SignedNote.sign("t\n", List.of(SIGNER));
        NoteSignature other = Ed25519Note.signer("b.example", TestKeys.key(8)).sign("t\n");

        SignedNote more = note.with(List.of(other, note.signatures().getFirst(), other));

        assertThat(more.signatures()).containsExactly(note.signatures().getFirst(), other);
    }

    @Test
    void signsNoTextThatANoteCannotCarry() {
        for (String text : List.of("", "t", "t\r\n", "\t\n", "\ud800\n")) {
            assertThatThrownBy(() -> SIGNER.sign(text)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new SignedNote(text, List.of(SIGNER.sign("t\n"))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SignedNote("t\n", List.of())).isInstanceOf(IllegalArgumentException.class);
        List<NoteSignature> tooMany =
                new ArrayList<>(Collections.nCopies(SignedNote.MAX_SIGNATURES + 1, SIGNER.sign("t\n")));
        assertThatThrownBy(() -> new SignedNote("t\n", tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteSignature.of("a b", 1, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteSignature.of("a", 1, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
