package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {
    /** tlog-witness, "add-checkpoint". */
    private static final String EXAMPLE = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
            """;

    /** tlog-witness, the response to it. */
    private static final String EXAMPLE_ANSWER = """
            — witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
            — witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
            — witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
            """;

    private static final String ORIGIN = "example.com/log";
    private static final Ed25519PrivateKey LOG_KEY = TestKeys.key(1);
    private static final NoteSigner LOG = Ed25519Note.signer(ORIGIN, LOG_KEY);
    private static final NoteVerifier LOG_VERIFIER =
            Ed25519Note.verifier(Ed25519Note.verifierKey(ORIGIN, LOG_KEY)).orThrow();

    private static final Ed25519PrivateKey WITNESS_KEY = TestKeys.key(2);
    private static final NoteVerifier WITNESS = CosignatureV1.verifier(
                    CosignatureV1.verifierKey("w.example", WITNESS_KEY))
            .orThrow();

    private static final NaiveTree TREE = NaiveTree.golden(100);
    private static final long TIME = 1_800_000_000;

    @Test
    void readsAndWritesTheSpecificationsExample() {
        AddCheckpointRequest request =
                AddCheckpointRequest.parse(bytes(EXAMPLE)).orThrow();

        assertThat(request.oldSize()).isEqualTo(20_852_014);
        assertThat(request.proof()).hasSize(4);
        assertThat(request.checkpoint().tree().size()).isEqualTo(20_852_163);
        assertThat(request.note().signatures()).hasSize(2);
        assertThat(request.encode()).isEqualTo(bytes(EXAMPLE));
        List<NoteSignature> answer = NoteSignature.parseLines(EXAMPLE_ANSWER).orThrow();
        assertThat(WitnessAnswer.cosigned(answer)).isEqualTo(bytes(EXAMPLE_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0",
                "old 0\n",
                "\n\n%s",
                "0\n\n%s",
                "old\n\n%s",
                "old \n\n%s",
                "old  0\n\n%s",
                "Old 0\n\n%s",
                "new 0\n\n%s",
                "old 00\n\n%s",
                "old 01\n\n%s",
                "old -1\n\n%s",
                "old +1\n\n%s",
                "old 1 \n\n%s",
                "old 9223372036854775808\n\n%s",
                "old 99999999999999999999999\n\n%s",
                "old 0\n%s",
                "old 0\nAAAA\n\n%s",
                "old 0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n\n%s",
                "old 0\n CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n%s",
                "old 0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= \n\n%s",
                "old 0\nnot base64 at all, but forty-four characters\n\n%s",
                "old 0\r\n\r\n%s",
                "old 0\r\n\n%s",
                "\nold 0\n\n%s",
                "old 0\n\n\n%s",
                "old 0\n\n",
                "old 0\n\nexample.com/log\n",
                "old 0\n\nexample.com/log\n1\n\n— k AAAAAQI=\n",
                "old 0\n\nnot a checkpoint\n\n— k AAAAAQI=\n",
            })
    void answers400ToOtherForms(String form) {
        SignedNote note = SignedNote.sign(checkpoint(1).text(), List.of(LOG));
        byte[] body = bytes(form.replace("%s", new String(note.encode(), StandardCharsets.UTF_8)));

        assertThat(WitnessDecision.decide(body, knows(0)))
                .isInstanceOfSatisfying(
                        WitnessDecision.BadRequest.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void answers400ToEveryTruncation() {
        byte[] body = request(7, 10, TREE.prefix(10).consistency(7)).encode();
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThat(WitnessDecision.decide(cut, knows(7)).status()).isEqualTo(400);
        }
        assertThat(WitnessDecision.decide(body, knows(7)).status()).isEqualTo(200);
    }

    @Test
    void answers400ToMoreHashesThanAProofHas() {
        String hash = TREE.leaves().getFirst().toBase64() + "\n";
        String note =
                new String(SignedNote.sign(checkpoint(9).text(), List.of(LOG)).encode(), StandardCharsets.UTF_8);

        assertThat(WitnessDecision.decide(bytes("old 1\n" + hash.repeat(63) + "\n" + note), knows(1))
                        .status())
                .isEqualTo(422);
        assertThat(WitnessDecision.decide(bytes("old 1\n" + hash.repeat(64) + "\n" + note), knows(1))
                        .status())
                .isEqualTo(400);
        assertThat(WitnessDecision.decide(new byte[AddCheckpointRequest.MAX_BYTES + 1], knows(1))
                        .status())
                .isEqualTo(400);
        assertThatThrownBy(() ->
                        request(1, 9, Collections.nCopies(64, TREE.leaves().getFirst())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answers400WhenTheOldSizeIsAboveTheCheckpoint() {
        assertThat(decide(knows(7), request(8, 7, List.of()))).isInstanceOf(WitnessDecision.BadRequest.class);
        assertThat(decide(knows(8), request(8, 7, List.of()))).isInstanceOf(WitnessDecision.BadRequest.class);
    }

    @Test
    void answers404ToAnUnknownOrigin() {
        WitnessDecision decision =
                WitnessDecision.decide(request(0, 3, List.of()).encode(), origin -> Optional.empty());

        assertThat(decision).isEqualTo(new WitnessDecision.UnknownLog(ORIGIN));
        assertThat(decision.status()).isEqualTo(404);
    }

    @Test
    void answers403WithoutAValidSignatureOfATrustedKey() {
        Checkpoint checkpoint = checkpoint(3);
        NoteSignature valid = LOG.sign(checkpoint.text());
        NoteSignature stranger = Ed25519Note.signer(ORIGIN, TestKeys.key(5)).sign(checkpoint.text());
        NoteSignature otherText = LOG.sign(checkpoint(4).text());

        for (List<NoteSignature> lines : List.of(List.of(stranger), List.of(otherText), List.of(valid, otherText))) {
            AddCheckpointRequest request =
                    new AddCheckpointRequest(0, List.of(), new SignedNote(checkpoint.text(), lines));
            WitnessDecision decision = decide(knows(0), request);
            assertThat(decision).isInstanceOf(WitnessDecision.Untrusted.class);
            assertThat(decision.status()).isEqualTo(403);
        }
    }

    @Test
    void answers409WithItsOwnSize() {
        for (int old : new int[] {0, 6, 8}) {
            WitnessDecision decision =
                    decide(knows(7), request(old, 9, TREE.prefix(9).consistency(old)));
            assertThat(decision).isEqualTo(new WitnessDecision.Conflict(7));
            assertThat(decision.status()).isEqualTo(409);
        }
        assertThat(decide(knows(0), request(7, 9, TREE.prefix(9).consistency(7))))
                .isEqualTo(new WitnessDecision.Conflict(0));
        assertThat(WitnessAnswer.conflict(7)).isEqualTo(bytes("7\n"));
        assertThat(WitnessAnswer.parseConflict(bytes("7\n"))).isEqualTo(Parsed.ok(7L));
        for (String wrong : List.of("", "7", "\n", "07\n", "7\n\n", " 7\n", "7\r\n", "-7\n", "seven\n")) {
            assertThat(WitnessAnswer.parseConflict(bytes(wrong))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void answers422WhenTheCheckpointIsNotProvenToExtendTheLatest() {
        List<TreeHash> proof = TREE.prefix(9).consistency(7);
        List<WitnessDecision> decisions = List.of(
                decide(knows(7), request(7, 9, List.of())),
                decide(knows(7), request(7, 9, proof.subList(1, proof.size()))),
                decide(knows(7), request(7, 9, TREE.prefix(9).consistency(6))),
                decide(knows(0), request(0, 9, proof)),
                decide(knows(7), request(7, 7, proof)),
                decide(knows(7), fork(7, 9, proof)));
        for (WitnessDecision decision : decisions) {
            assertThat(decision).isInstanceOf(WitnessDecision.Inconsistent.class);
            assertThat(decision.status()).isEqualTo(422);
        }
    }

    @Test
    void answers409ToAnotherRootOfTheLatestSize() {
        for (WitnessDecision decision :
                List.of(decide(knows(7), fork(7, 7, List.of())), decide(knows(0), fork(0, 0, List.of())))) {
            assertThat(decision).isInstanceOfSatisfying(WitnessDecision.Forked.class, forked -> {
                assertThat(forked.status()).isEqualTo(409);
                assertThat(forked.latestSize())
                        .isEqualTo(forked.checkpoint().tree().size());
                assertThat(forked.verified().text())
                        .isEqualTo(forked.checkpoint().text());
            });
        }
    }

    @Test
    void cosignsTheFirstTheSameAndTheNextCheckpoint() {
        assertThat(decide(knows(0), request(0, 0, List.of())).status()).isEqualTo(200);
        assertThat(decide(knows(0), request(0, 9, List.of())).status()).isEqualTo(200);
        assertThat(decide(knows(9), request(9, 9, List.of())).status()).isEqualTo(200);
        assertThat(decide(knows(9), request(9, 12, TREE.prefix(12).consistency(9))))
                .isInstanceOfSatisfying(WitnessDecision.Cosign.class, cosign -> {
                    assertThat(cosign.tree()).isEqualTo(TREE.prefix(12).head());
                    assertThat(cosign.status()).isEqualTo(200);
                });
    }

    @Test
    void keepsOnlyTheLinesThatItVerified() {
        Checkpoint checkpoint = checkpoint(3);
        NoteSignature valid = LOG.sign(checkpoint.text());
        NoteSignature stranger = NoteSignature.of("stranger", 1, new byte[1]);
        SignedNote note = new SignedNote(checkpoint.text(), List.of(stranger, valid));

        assertThat(decide(knows(0), new AddCheckpointRequest(0, List.of(), note)))
                .isEqualTo(new WitnessDecision.Cosign(checkpoint, new SignedNote(checkpoint.text(), List.of(valid))));
    }

    @Test
    void theClientTakesTheCosignaturesOfWitnessesItKnows() {
        SignedNote sent = SignedNote.sign(checkpoint(3).text(), List.of(LOG));
        NoteSignature cosignature = CosignatureV1.cosign("w.example", WITNESS_KEY, checkpoint(3), TIME);
        NoteSignature stranger = NoteSignature.of("stranger", 1, new byte[1]);
        NoteSignature forOther = CosignatureV1.cosign("w.example", WITNESS_KEY, checkpoint(4), TIME);

        assertThat(WitnessAnswer.parseCosigned(
                        WitnessAnswer.cosigned(List.of(stranger, cosignature)), sent, List.of(WITNESS)))
                .isEqualTo(Parsed.ok(List.of(cosignature)));
        for (byte[] wrong : List.of(
                WitnessAnswer.cosigned(List.of(stranger)),
                WitnessAnswer.cosigned(List.of(forOther)),
                WitnessAnswer.cosigned(List.of(cosignature, forOther)),
                bytes(""),
                bytes("\n"),
                bytes("\n" + cosignature.toLine()),
                bytes(cosignature.toLine().strip()))) {
            assertThat(WitnessAnswer.parseCosigned(wrong, sent, List.of(WITNESS)))
                    .isInstanceOf(Parsed.Malformed.class);
        }
        assertThatThrownBy(() -> WitnessAnswer.cosigned(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void followsALogWhateverClientsSend(long seed) {
        Random random = new Random(seed);
        Map<String, TreeHead> stored = new HashMap<>();
        stored.put(ORIGIN, TreeHead.EMPTY);
        int cosigned = 0;
        for (int step = 0; step < 200; step++) {
            TreeHead latest = stored.getOrDefault(ORIGIN, TreeHead.EMPTY);
            int old = random.nextBoolean()
                    ? (int) latest.size()
                    : random.nextInt(TREE.leaves().size());
            int size = Math.min(TREE.leaves().size(), old + random.nextInt(4) - (random.nextInt(8) == 0 ? 1 : 0));
            List<TreeHash> proof =
                    size < old || size < 0 ? List.of() : TREE.prefix(size).consistency(old);
            // The first checkpoint is believed: no proof leads from the empty tree.
            boolean fork = latest.size() > 0 && random.nextInt(5) == 0;
            AddCheckpointRequest request =
                    fork ? fork(old, Math.max(size, 0), proof) : request(old, Math.max(size, 0), proof);
            WitnessDecision decision = WitnessDecision.decide(
                    request.encode(), origin -> Optional.of(new WitnessedLog(List.of(LOG_VERIFIER), latest)));
            if (decision instanceof WitnessDecision.Cosign cosign) {
                cosigned++;
                assertThat(cosign.tree().size()).isGreaterThanOrEqualTo(latest.size());
                stored.put(ORIGIN, cosign.tree());
                assertThat(cosign.tree())
                        .isEqualTo(TREE.prefix((int) cosign.tree().size()).head());
            }
            if (old == latest.size() && size >= old && !fork) {
                assertThat(decision.status()).isEqualTo(200);
            }
        }
        assertThat(cosigned).isGreaterThan(20);
    }

    @Test
    void aLogWithoutKeysIsAMistake() {
        assertThatThrownBy(() -> new WitnessedLog(List.of(), TreeHead.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Function<String, Optional<WitnessedLog>> knows(int size) {
        TreeHead latest = TREE.prefix(size).head();
        return origin ->
                origin.equals(ORIGIN) ? Optional.of(new WitnessedLog(List.of(LOG_VERIFIER), latest)) : Optional.empty();
    }

    private static WitnessDecision decide(Function<String, Optional<WitnessedLog>> logs, AddCheckpointRequest request) {
        return WitnessDecision.decide(request.encode(), logs);
    }

    private static Checkpoint checkpoint(int size) {
        return new Checkpoint(ORIGIN, TREE.prefix(size).head());
    }

    private static AddCheckpointRequest request(long oldSize, int size, List<TreeHash> proof) {
        return new AddCheckpointRequest(
                oldSize, proof, SignedNote.sign(checkpoint(size).text(), List.of(LOG)));
    }

    /** The log signs a root that its leaves do not have. */
    private static AddCheckpointRequest fork(long oldSize, int size, List<TreeHash> proof) {
        Checkpoint fork = new Checkpoint(ORIGIN, new TreeHead(size, TreeHash.ofLeaf(new byte[] {9})));
        return new AddCheckpointRequest(oldSize, proof, SignedNote.sign(fork.text(), List.of(LOG)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
