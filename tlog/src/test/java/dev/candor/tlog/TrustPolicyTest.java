package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final String ORIGIN = "log.example/a";
    private static final int LOG_SEED = 100;
    private static final String LOG = "log " + logKey(ORIGIN, LOG_SEED) + "\n";
    private static final long TIME = 1_800_000_000;
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(ORIGIN, NaiveTree.golden(3).head());

    /** tlog-policy, "Example policy", with keys in the places of {@code <vkey>}. */
    private static final String EXAMPLE = LOG
            + """

            witness X1 %s
            witness X2 %s
            witness X3 %s
            group X-witnesses 2 X1 X2 X3

            witness Y1 %s
            witness Y2 %s
            witness Y3 %s
            group Y-witnesses any Y1 Y2 Y3

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """.formatted((Object[]) IntStream.rangeClosed(1, 6)
                    .mapToObj(TrustPolicyTest::witnessKey)
                    .toArray());

    /** Witnesses 1 to 3 are the X, 4 to 6 the Y. */
    @ParameterizedTest
    @CsvSource({
        "'',false",
        "1,false",
        "1 2,false",
        "1 2 3,false",
        "4,false",
        "4 5 6,false",
        "1 4,false",
        "1 4 5 6,false",
        "1 2 4,true",
        "1 3 5,true",
        "2 3 6,true",
        "1 2 3 4 5 6,true",
    })
    void theSpecificationsExampleAsksForTwoOfXAndOneOfY(String cosigners, boolean satisfied) {
        TrustPolicy policy = TrustPolicy.parse(bytes(EXAMPLE)).orThrow();
        int[] witnesses = cosigners.isEmpty()
                ? new int[0]
                : Arrays.stream(cosigners.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray();

        assertThat(policy.witnesses()).hasSize(6);
        assertThat(policy.evaluate(cosigned(witnesses)) instanceof PolicyVerdict.Satisfied)
                .isEqualTo(satisfied);
    }

    @Test
    void readsWhitespaceCommentsAndUrls() {
        String file = "\t# comment with \u00e4\n \t \n"
                + "  log\t" + logKey(ORIGIN, LOG_SEED) + " \t https://log.example/ \n"
                + "quorum  none\t\n"
                + "witness W\u00e4 " + witnessKey(1) + " https://w.example/\n#\n";
        TrustPolicy policy = TrustPolicy.parse(bytes(file)).orThrow();

        assertThat(policy.logs()).singleElement().satisfies(log -> {
            assertThat(log.name()).isEqualTo(ORIGIN);
            assertThat(log.url()).isEqualTo("https://log.example/");
        });
        assertThat(policy.witnesses()).singleElement().satisfies(witness -> {
            assertThat(witness.name()).isEqualTo("W\u00e4");
            assertThat(witness.url()).isEqualTo("https://w.example/");
            assertThat(witness.key().name()).isEqualTo("w1.example");
        });
        assertThat(policy.evaluate(cosigned())).isInstanceOf(PolicyVerdict.Satisfied.class);
    }

    @Test
    void namesAreBytes() {
        byte[] kelvin =
                bytes(LOG + "witness \u212a " + witnessKey(1) + "\nwitness K " + witnessKey(2) + "\nquorum K\n");
        assertThat(TrustPolicy.parse(kelvin).orThrow().evaluate(cosigned(1)))
                .isInstanceOf(PolicyVerdict.Unsatisfied.class);
        assertThat(TrustPolicy.parse(kelvin).orThrow().evaluate(cosigned(2)))
                .isInstanceOf(PolicyVerdict.Satisfied.class);

        // Latin-1, not UTF-8: allowed in names.
        byte[] latin =
                (LOG + "witness \u00e4 " + witnessKey(1) + "\nquorum \u00e4\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(TrustPolicy.parse(latin).orThrow().evaluate(cosigned(1)))
                .isInstanceOf(PolicyVerdict.Satisfied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# quorum none\n",
                "quorum none",
                "quorum none\r\n",
                "quorum none\nquorum none\n",
                "quorum\n",
                "quorum none none\n",
                "quorum A\n",
                "quorum A\nwitness A $1\n",
                "Quorum none\n",
                "quorum none\u0000\n",
                "quorum none\u007f\n",
                "quorum none\u000b\n",
                "quorum none # comment\n",
                "threshold 1\nquorum none\n",
                "log\nquorum none\n",
                "log nonsense\nquorum none\n",
                "log $1\nquorum none\n",
                "log $L url more\nquorum none\n",
                "log $L\nlog $L\nquorum none\n",
                "log $L\nlog $M\nquorum none\n",
                "witness A\nquorum none\n",
                "witness A nonsense\nquorum none\n",
                "witness A $L\nquorum none\n",
                "witness A $1 url more\nquorum none\n",
                "witness A $1\nwitness A $2\nquorum A\n",
                "witness A $1\nwitness B $1\nquorum A\n",
                "witness none $1\nquorum none\n",
                "witness A $1\ngroup none any A\nquorum none\n",
                "witness A $1\ngroup A any A\nquorum A\n",
                "witness A $1\ngroup G any\nquorum A\n",
                "witness A $1\ngroup G\nquorum A\n",
                "witness A $1\ngroup G A\nquorum A\n",
                "witness A $1\ngroup G 0 A\nquorum G\n",
                "witness A $1\ngroup G 2 A\nquorum G\n",
                "witness A $1\ngroup G 01 A\nquorum G\n",
                "witness A $1\ngroup G -1 A\nquorum G\n",
                "witness A $1\ngroup G 4294967297 A\nquorum G\n",
                "witness A $1\ngroup G ANY A\nquorum G\n",
                "witness A $1\ngroup G any B\nquorum G\n",
                "witness A $1\ngroup G any none\nquorum G\n",
                "witness A $1\ngroup G any A A\nquorum G\n",
                "witness A $1\ngroup G any A\ngroup H any A\nquorum G\n",
                "witness A $1\ngroup G any A\ngroup H any G\ngroup I any G\nquorum H\n",
                "witness A $1\ngroup G any G\nquorum G\n",
                "witness A $1\ngroup G any H\ngroup H any A\nquorum G\n",
                "witness A $1\ngroup G any A\ngroup G any A\nquorum G\n",
                "witness A $1\ngroup A any A\nquorum G\n",
            })
    void refusesOtherForms(String file) {
        String withKeys = file.replace("$1", witnessKey(1))
                .replace("$2", witnessKey(2))
                .replace("$L", logKey("a", LOG_SEED))
                .replace("$M", logKey("b", LOG_SEED));
        assertThat(TrustPolicy.parse(bytes(withKeys))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesAKeyWhoseIdIsNotItsOwn() {
        String key = witnessKey(1).replaceFirst("\\+[0-9a-f]{8}", "+00000000");
        assertThat(TrustPolicy.parse(bytes("witness A " + key + "\nquorum A\n")))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void saysWhichLineIsWrong() {
        assertThat(TrustPolicy.parse(bytes("quorum none\n\n# fine\nlock x\n")))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.why()).startsWith("Line 4: Expected log, witness"));
    }

    @Test
    void readsAsManyLinesAsItSays() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            lines.add("log " + logKey("l" + i, i + 1));
            lines.add("witness W" + i + " " + witnessKey(i + 1));
            lines.add(i == 0 ? "group G0 any W0" : "group G" + i + " all W" + i + " G" + (i - 1));
        }
        lines.add("quorum G31\n");
        assertThat(TrustPolicy.parse(bytes(String.join("\n", lines)))).isInstanceOf(Parsed.Ok.class);

        StringBuilder groups = new StringBuilder("witness W " + witnessKey(1) + "\ngroup G0 any W\n");
        for (int i = 1; i < TrustPolicy.MAX_LINES_OF_A_KIND; i++) {
            groups.append("group G").append(i).append(" any G").append(i - 1).append('\n');
        }
        assertThat(TrustPolicy.parse(bytes(groups + "quorum G255\n"))).isInstanceOf(Parsed.Ok.class);
        assertThat(TrustPolicy.parse(bytes(groups + "group more any G255\nquorum more\n")))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(TrustPolicy.parse(new byte[TrustPolicy.MAX_BYTES + 1])).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void theLogMustSignUnderItsOwnOrigin() {
        TrustPolicy policy = TrustPolicy.parse(bytes(LOG + "log " + logKey("log.example/b", 101) + "\nquorum none\n"))
                .orThrow();
        NoteSigner other = Ed25519Note.signer("log.example/b", TestKeys.key(101));

        assertThat(policy.evaluate(SignedNote.sign(CHECKPOINT.text(), List.of(other))))
                .isInstanceOf(PolicyVerdict.Unsatisfied.class);
        Checkpoint unknown = new Checkpoint("log.example/c", CHECKPOINT.tree());
        assertThat(policy.evaluate(SignedNote.sign(unknown.text(), List.of(other))))
                .isInstanceOf(PolicyVerdict.Unsatisfied.class);
        assertThat(policy.evaluate(SignedNote.sign("no checkpoint\n", List.of(other))))
                .isInstanceOf(PolicyVerdict.Unsatisfied.class);
    }

    @Test
    void cosignaturesAloneAreNotEnough() {
        TrustPolicy policy = TrustPolicy.parse(bytes(LOG + "witness A " + witnessKey(1) + "\nquorum A\n"))
                .orThrow();
        SignedNote note = new SignedNote(CHECKPOINT.text(), List.of(cosignature(1)));

        assertThat(policy.evaluate(note)).isInstanceOf(PolicyVerdict.Unsatisfied.class);
        assertThat(policy.evaluate(cosigned(1))).isInstanceOfSatisfying(PolicyVerdict.Satisfied.class, satisfied -> {
            assertThat(satisfied.checkpoint()).isEqualTo(CHECKPOINT);
            assertThat(satisfied.logSignatures()).hasSize(1);
            assertThat(satisfied.cosignatures())
                    .singleElement()
                    .satisfies(line -> assertThat(CosignatureV1.timestampSeconds(line.signature()))
                            .isEqualTo(Parsed.ok(TIME)));
        });
    }

    @Test
    void aFalseCosignatureOfAKnownWitnessRefusesTheCheckpoint() {
        TrustPolicy policy = TrustPolicy.parse(
                        bytes(LOG + "witness A " + witnessKey(1) + "\nwitness B " + witnessKey(2) + "\nquorum A\n"))
                .orThrow();
        Checkpoint other = new Checkpoint(ORIGIN, NaiveTree.golden(4).head());
        NoteSignature forOther = CosignatureV1.cosign("w2.example", TestKeys.key(2), other, TIME);

        assertThat(policy.evaluate(cosigned(1).with(List.of(forOther)))).isInstanceOf(PolicyVerdict.Unsatisfied.class);
        assertThat(policy.evaluate(cosigned(1, 3))).isInstanceOf(PolicyVerdict.Satisfied.class);
    }

    @Test
    void twoLinesOfOneWitnessCountOnce() {
        TrustPolicy policy = TrustPolicy.parse(bytes(LOG + "witness A " + witnessKey(1) + "\nwitness B " + witnessKey(2)
                        + "\ngroup G 2 A B\nquorum G\n"))
                .orThrow();
        NoteSignature later = CosignatureV1.cosign("w1.example", TestKeys.key(1), CHECKPOINT, TIME + 1);

        assertThat(policy.evaluate(cosigned(1).with(List.of(later)))).isInstanceOf(PolicyVerdict.Unsatisfied.class);
    }

    @Test
    void logsMayBeKnownFromElsewhere() {
        TrustPolicy policy = TrustPolicy.parse(bytes("witness A " + witnessKey(1) + "\nquorum A\n"))
                .orThrow();
        NoteVerifier log = Ed25519Note.verifier(Ed25519Note.verifierKey(ORIGIN, TestKeys.key(LOG_SEED)))
                .orThrow();

        assertThat(policy.evaluate(cosigned(1))).isInstanceOf(PolicyVerdict.Unsatisfied.class);
        assertThat(policy.evaluate(cosigned(1), List.of(log))).isInstanceOf(PolicyVerdict.Satisfied.class);
    }

    private static SignedNote cosigned(int... witnesses) {
        SignedNote note =
                SignedNote.sign(CHECKPOINT.text(), List.of(Ed25519Note.signer(ORIGIN, TestKeys.key(LOG_SEED))));
        return note.with(
                IntStream.of(witnesses).mapToObj(TrustPolicyTest::cosignature).toList());
    }

    private static NoteSignature cosignature(int witness) {
        return CosignatureV1.cosign("w" + witness + ".example", TestKeys.key(witness), CHECKPOINT, TIME);
    }

    private static String witnessKey(int witness) {
        return CosignatureV1.verifierKey("w" + witness + ".example", TestKeys.key(witness))
                .print();
    }

    private static String logKey(String origin, int seed) {
        return Ed25519Note.verifierKey(origin, TestKeys.key(seed)).print();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
