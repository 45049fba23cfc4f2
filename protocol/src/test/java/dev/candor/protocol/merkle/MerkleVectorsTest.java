package dev.candor.protocol.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.vectors.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleVectorsTest {
    record Tree(HashFunction hash, Vectors file) {
        static final Tree KECCAK = new Tree(HashFunction.KECCAK_256, Vectors.file("merkle-keccak"));
        static final Tree SHA = new Tree(HashFunction.SHA_256, Vectors.file("merkle-sha256"));

        List<byte[]> leaves(long size) {
            return file.list("leaves").stream()
                    .limit(size)
                    .map(leaf -> leaf.bytes().toArray())
                    .toList();
        }

        MerkleTree ofSize(long size) {
            return MerkleTree.of(hash, leaves(size));
        }

        @Override
        public String toString() {
            return hash.toString();
        }
    }

    static Stream<Arguments> cases(String field) {
        return Stream.of(Tree.KECCAK, Tree.SHA)
                .flatMap(tree -> tree.file().stream(field).map(c -> Arguments.of(tree, c)));
    }

    static Stream<Arguments> roots() {
        return cases("roots");
    }

    static Stream<Arguments> inclusion() {
        return cases("inclusion");
    }

    static Stream<Arguments> consistency() {
        return cases("consistency");
    }

    @ParameterizedTest
    @MethodSource("roots")
    void buildsTheRootOfEverySize(Tree tree, Vectors vector) {
        Hash32 expected = vector.hash("root");
        List<byte[]> leaves = tree.leaves(vector.uint64("size"));

        assertThat(MerkleTree.of(tree.hash(), leaves).root()).isEqualTo(expected);
        assertThat(MerkleTree.root(tree.hash(), leaves)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("inclusion")
    void verifiesInclusionAsTheVectorSays(Tree tree, Vectors vector) {
        boolean verified = MerkleProofs.verifyInclusion(
                tree.hash(),
                vector.bytes("leaf").toArray(),
                vector.uint64("index"),
                vector.uint64("size"),
                vector.hashes("proof"),
                vector.hash("root"));

        assertThat(verified).isEqualTo(vector.flag("valid"));
        if (verified) {
            assertThat(tree.ofSize(vector.uint64("size")).inclusionProof((int) vector.uint64("index")))
                    .isEqualTo(vector.hashes("proof"));
        }
    }

    @ParameterizedTest
    @MethodSource("consistency")
    void verifiesConsistencyAsTheVectorSays(Tree tree, Vectors vector) {
        boolean verified = MerkleProofs.verifyConsistency(
                tree.hash(),
                vector.uint64("oldSize"),
                vector.hash("oldRoot"),
                vector.uint64("newSize"),
                vector.hash("newRoot"),
                vector.hashes("proof"));

        assertThat(verified).isEqualTo(vector.flag("valid"));
        if (verified) {
            assertThat(tree.ofSize(vector.uint64("newSize")).consistencyProof((int) vector.uint64("oldSize")))
                    .isEqualTo(vector.hashes("proof"));
        }
    }

    /** The tree of eight leaves that Certificate Transparency's implementations publish. */
    @Test
    void agreesWithCertificateTransparency() {
        // given
        List<Vectors> published = Tree.SHA.file().get("thirdParty").list("roots");
        assertThat(published).isNotEmpty();

        // when, then
        for (Vectors root : published) {
            assertThat(Tree.SHA.ofSize(root.uint64("size")).root()).isEqualTo(root.hash("root"));
        }
    }

    @Test
    void continuesAStoredTree() {
        List<byte[]> leaves = Tree.SHA.leaves(13);
        IntStream.rangeClosed(0, leaves.size()).forEach(stop -> {
            // given a tree that was stored after some leaves
            IncrementalMerkleTree before = new IncrementalMerkleTree(HashFunction.SHA_256);
            leaves.subList(0, stop).forEach(before::append);
            IncrementalMerkleTree resumed =
                    IncrementalMerkleTree.resume(HashFunction.SHA_256, before.size(), before.peaks());

            // when the rest is appended
            leaves.subList(stop, leaves.size()).forEach(resumed::append);

            // then it is the tree over all of them
            assertThat(resumed.root()).isEqualTo(Tree.SHA.ofSize(leaves.size()).root());
            assertThat(resumed.size()).isEqualTo(leaves.size());
        });
    }
}
