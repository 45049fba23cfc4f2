package dev.candor.protocol.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the recursive definitions of RFC 6962 section 2.1, written down here once more. */
class MerklePropertiesTest {
    private static final HashFunction HASH = HashFunction.SHA_256;
    private static final int MAX_LEAVES = 300;

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rootsAndProofsAreThoseOfTheRfc(long seed) {
        // given
        Random random = new Random(seed);
        List<byte[]> leaves = leaves(random);
        MerkleTree tree = MerkleTree.of(HASH, leaves);

        // then
        assertThat(tree.root()).isEqualTo(recursiveRoot(leaves));
        for (int draw = 0; draw < 10; draw++) {
            int index = random.nextInt(leaves.size());
            int oldSize = random.nextInt(leaves.size() + 1);
            assertThat(tree.inclusionProof(index)).isEqualTo(recursivePath(index, leaves));
            assertThat(tree.consistencyProof(oldSize)).isEqualTo(recursiveConsistency(oldSize, leaves));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void proofsHoldForTheirTreeOnly(long seed) {
        Random random = new Random(seed);
        List<byte[]> leaves = leaves(random);
        MerkleTree tree = MerkleTree.of(HASH, leaves);
        int index = random.nextInt(leaves.size());
        List<Hash32> path = tree.inclusionProof(index);
        byte[] leaf = leaves.get(index);

        assertThat(includes(leaf, index, leaves.size(), path, tree.root())).isTrue();
        assertThat(includes(new byte[] {1}, index, leaves.size(), path, tree.root()))
                .isFalse();
        assertThat(includes(leaf, index + 1, leaves.size(), path, tree.root())).isFalse();
        assertThat(includes(leaf, index, leaves.size(), path, Hash32.ZERO)).isFalse();
        assertThat(includes(leaf, index, leaves.size(), with(path, Hash32.ZERO), tree.root()))
                .isFalse();
        for (int i = 0; i < path.size(); i++) {
            List<Hash32> damaged = new ArrayList<>(path);
            damaged.set(i, Hash32.ZERO);
            assertThat(includes(leaf, index, leaves.size(), damaged, tree.root()))
                    .isFalse();
            assertThat(includes(leaf, index, leaves.size(), path.subList(0, i), tree.root()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void historyCannotBeRewritten(long seed) {
        Random random = new Random(seed);
        List<byte[]> leaves = leaves(random);
        int oldSize = 1 + random.nextInt(leaves.size());
        Hash32 oldRoot = MerkleTree.root(HASH, leaves.subList(0, oldSize));
        MerkleTree tree = MerkleTree.of(HASH, leaves);
        List<Hash32> proof = tree.consistencyProof(oldSize);

        assertThat(extend(oldSize, oldRoot, tree, proof)).isTrue();
        assertThat(extend(oldSize, Hash32.ZERO, tree, proof)).isFalse();
        assertThat(extend(oldSize, oldRoot, tree, with(proof, Hash32.ZERO))).isFalse();
        List<byte[]> rewritten = new ArrayList<>(leaves);
        rewritten.set(random.nextInt(oldSize), new byte[] {9, 9});
        MerkleTree other = MerkleTree.of(HASH, rewritten);
        assertThat(extend(oldSize, oldRoot, other, other.consistencyProof(oldSize)))
                .isFalse();
    }

    private static boolean includes(byte[] leaf, int index, int size, List<Hash32> path, Hash32 root) {
        return MerkleProofs.verifyInclusion(HASH, leaf, index, size, path, root);
    }

    private static boolean extend(int oldSize, Hash32 oldRoot, MerkleTree tree, List<Hash32> proof) {
        return MerkleProofs.verifyConsistency(HASH, oldSize, oldRoot, tree.size(), tree.root(), proof);
    }

    private static List<Hash32> with(List<Hash32> proof, Hash32 more) {
        List<Hash32> longer = new ArrayList<>(proof);
        longer.add(more);
        return longer;
    }

    private static List<byte[]> leaves(Random random) {
        List<byte[]> leaves = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_LEAVES);
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    private static Hash32 recursiveRoot(List<byte[]> d) {
        if (d.size() == 1) {
            return MerkleTree.leafHash(HASH, d.getFirst());
        }
        int k = split(d.size());
        return MerkleHashing.node(HASH, recursiveRoot(d.subList(0, k)), recursiveRoot(d.subList(k, d.size())));
    }

    private static List<Hash32> recursivePath(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        List<byte[]> left = d.subList(0, k);
        List<byte[]> right = d.subList(k, d.size());
        return m < k
                ? with(recursivePath(m, left), recursiveRoot(right))
                : with(recursivePath(m - k, right), recursiveRoot(left));
    }

    private static List<Hash32> recursiveConsistency(int m, List<byte[]> d) {
        return m == 0 || m == d.size() ? List.of() : subproof(m, d, true);
    }

    private static List<Hash32> subproof(int m, List<byte[]> d, boolean known) {
        if (m == d.size()) {
            return known ? List.of() : List.of(recursiveRoot(d));
        }
        int k = split(d.size());
        List<byte[]> left = d.subList(0, k);
        List<byte[]> right = d.subList(k, d.size());
        return m <= k
                ? with(subproof(m, left, known), recursiveRoot(right))
                : with(subproof(m - k, right, false), recursiveRoot(left));
    }

    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
