package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    /** tlog-proof, introduction, up to the checkpoint, whose signatures are elided there. */
    private static final String EXAMPLE_START = """
            c2sp.org/tlog-proof@v1
            extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ
            index 73894
            gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
            B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
            EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
            RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
            AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

            example.com/fancylog
            109482
            sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

            """;

    private static final String HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";
    private static final TreeHash LEAF = TreeHash.ofLeaf(Golden.entry(Golden.PROVEN_INDEX));
    private static final TrustPolicy POLICY =
            TrustPolicy.parse(Golden.bytes("policy.txt")).orThrow();

    @Test
    void readsTheSpecificationsExample() {
        String proof = EXAMPLE_START + "— example.com/fancylog AAAAAQI=\n— witness1.example AAAAAQM=\n";

        TlogProof parsed = TlogProof.parse(bytes(proof)).orThrow();
        assertThat(parsed.index()).isEqualTo(73_894);
        assertThat(parsed.path()).hasSize(5);
        assertThat(parsed.extra())
                .hasValueSatisfying(extra -> assertThat(new String(extra, StandardCharsets.ISO_8859_1))
                        .startsWith("age-v1.2.1-darwin-arm64.tar.gz"));
        assertThat(parsed.checkpoint().signatures()).hasSize(2);
        assertThat(parsed.encode()).isEqualTo(bytes(proof));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proof.tlog-proof", "proof-extra.tlog-proof"})
    void acceptsTheProofsOfAnotherImplementation(String file) {
        TlogProof proof = TlogProof.parse(Golden.bytes(file)).orThrow();

        assertThat(proof.encode()).isEqualTo(Golden.bytes(file));
        assertThat(proof.extra().isPresent()).isEqualTo(file.contains("extra"));
        assertThat(proof.verify(LEAF, POLICY)).isInstanceOfSatisfying(ProofVerdict.Accepted.class, accepted -> {
            assertThat(accepted.index()).isEqualTo(Golden.PROVEN_INDEX);
            assertThat(accepted.policy().checkpoint().origin()).isEqualTo(Golden.ORIGIN);
            assertThat(accepted.policy().cosignatures()).hasSize(2);
        });
    }

    @Test
    void makesTheProofThatAnotherImplementationMade() {
        NaiveTree tree = NaiveTree.golden(Golden.SIZE);
        SignedNote checkpoint = SignedNote.parse(Golden.bytes("checkpoint.txt")).orThrow();
        List<TreeHash> path = TreeProofs.inclusion(Golden.PROVEN_INDEX, Golden.SIZE, tree);

        assertThat(TlogProof.of(Optional.empty(), Golden.PROVEN_INDEX, path, checkpoint)
                        .encode())
                .isEqualTo(Golden.bytes("proof.tlog-proof"));
        assertThat(TlogProof.of(Optional.of(bytes("file.tar.gz")), Golden.PROVEN_INDEX, path, checkpoint)
                        .encode())
                .isEqualTo(Golden.bytes("proof-extra.tlog-proof"));
    }

    @Test
    void rejectsWhatItDoesNotProve() {
        TlogProof proof = TlogProof.parse(Golden.bytes("proof.tlog-proof")).orThrow();
        SignedNote note = proof.checkpoint();
        TrustPolicy otherWitness = TrustPolicy.parse(bytes(Golden.text("policy.txt")
                        .replaceFirst(
                                "witness W2 \\S+",
                                "witness W2 "
                                        + CosignatureV1.verifierKey("w", TestKeys.key(9))
                                                .print()
                                                .replace("$", "\\$"))))
                .orThrow();
        SignedNote oneWitness = new SignedNote(note.text(), note.signatures().subList(0, 2));
        SignedNote noLog = new SignedNote(note.text(), note.signatures().subList(1, 3));

        assertThat(proof.verify(TreeHash.ofLeaf(Golden.entry(216)), POLICY)).isInstanceOf(ProofVerdict.Rejected.class);
        assertThat(proof.verify(LEAF, otherWitness)).isInstanceOf(ProofVerdict.Rejected.class);
        for (TlogProof wrong : List.of(
                TlogProof.of(Optional.empty(), 216, proof.path(), note),
                TlogProof.of(Optional.empty(), 300, proof.path(), note),
                TlogProof.of(Optional.empty(), 217, proof.path().subList(1, 9), note),
                TlogProof.of(Optional.empty(), 217, List.of(), note),
                TlogProof.of(Optional.empty(), 217, proof.path(), oneWitness),
                TlogProof.of(Optional.empty(), 217, proof.path(), noLog))) {
            assertThat(wrong.verify(LEAF, POLICY)).isInstanceOf(ProofVerdict.Rejected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1\n",
                "c2sp.org/tlog-proof@v1\n\n$",
                "c2sp.org/tlog-proof@v2\nindex 0\n\n$",
                "index 0\n\n$",
                "\nc2sp.org/tlog-proof@v1\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n$",
                "c2sp.org/tlog-proof@v1 \nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\n\n\n$",
                "c2sp.org/tlog-proof@v1\nindex\n\n$",
                "c2sp.org/tlog-proof@v1\nindex \n\n$",
                "c2sp.org/tlog-proof@v1\nindex  0\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 01\n\n$",
                "c2sp.org/tlog-proof@v1\nindex -1\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0 \n\n$",
                "c2sp.org/tlog-proof@v1\nIndex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n$",
                "c2sp.org/tlog-proof@v1\nextra AAAA\n\n$",
                "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nextra AAB=\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nextra\nindex 0\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\n#" + "\n\n$",
                "c2sp.org/tlog-proof@v1\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\nno checkpoint\n\n— k AAAAAQI=\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\no\n1\n" + HASH + "\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\no\n01\n" + HASH + "\n\n— k AAAAAQI=\n",
            })
    void refusesOtherForms(String proof) {
        String checkpoint = "o\n1\n" + HASH + "\n\n— k AAAAAQI=\n";

        assertThat(TlogProof.parse(bytes("c2sp.org/tlog-proof@v1\nindex 0\n\n" + checkpoint)))
                .isInstanceOf(Parsed.Ok.class);
        assertThat(TlogProof.parse(bytes(proof.replace("$", checkpoint)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] proof = Golden.bytes("proof-extra.tlog-proof");
        for (int length = 0; length < proof.length; length++) {
            byte[] cut = Arrays.copyOf(proof, length);
            if (TlogProof.parse(cut) instanceof Parsed.Ok<TlogProof>(TlogProof shorter)) {
                // Cut between signature lines: a proof with fewer cosignatures, which the policy refuses.
                assertThat(proof[length - 1]).isEqualTo((byte) '\n');
                assertThat(shorter.verify(LEAF, POLICY)).isInstanceOf(ProofVerdict.Rejected.class);
            }
        }
    }

    @Test
    void boundsPathAndExtraData() {
        SignedNote note = SignedNote.parse(Golden.bytes("checkpoint.txt")).orThrow();
        List<TreeHash> longest = Collections.nCopies(TreeProofs.MAX_HASHES, LEAF);
        byte[] largest = new byte[TlogProof.MAX_EXTRA_BYTES];

        TlogProof proof = TlogProof.of(Optional.of(largest), 0, longest, note);
        assertThat(TlogProof.parse(proof.encode()).orThrow().path()).isEqualTo(longest);
        String text = new String(proof.encode(), StandardCharsets.UTF_8);
        assertThat(TlogProof.parse(bytes(text.replace("index 0\n", "index 0\n" + LEAF + "\n"))))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(TlogProof.parse(bytes(text.replace("extra ", "extra AAAA")))).isInstanceOf(Parsed.Malformed.class);
        assertThat(TlogProof.parse(new byte[TlogProof.MAX_BYTES + 1])).isInstanceOf(Parsed.Malformed.class);
        assertThatThrownBy(() -> TlogProof.of(Optional.of(new byte[largest.length + 1]), 0, longest, note))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlogProof.of(Optional.empty(), -1, longest, note))
                .isInstanceOf(IllegalArgumentException.class);
        TlogProof emptyExtra = TlogProof.of(Optional.of(new byte[0]), 0, List.of(), note);
        assertThat(TlogProof.parse(emptyExtra.encode()).orThrow().encode()).isEqualTo(emptyExtra.encode());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
