package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeTest {
    private static final int MAX_LEAVES = 600;

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @Test
    void hashesAsTheRfcSays() {
        assertThat(TreeHash.EMPTY_TREE.toBase64()).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(TreeHash.ofLeaf(new byte[0]).toBase64()).isEqualTo("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");
        assertThat(TreeHash.ofLeaf("L123456".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isNotEqualTo(TreeHash.EMPTY_TREE);
    }

    @Test
    void rootsAreThoseOfAnotherImplementation() {
        CompactRange range = new CompactRange();
        NaiveTree tree = NaiveTree.golden(Golden.SIZE);
        List<String[]> roots = Golden.rows("tree.tsv").stream()
                .filter(row -> row[0].equals("root"))
                .toList();

        assertThat(roots).hasSize((int) Golden.SIZE + 1);
        for (String[] row : roots) {
            int size = Integer.parseInt(row[1]);
            assertThat(range.root().toBase64()).isEqualTo(row[2]);
            assertThat(TreeProofs.root(size, tree).toBase64()).isEqualTo(row[2]);
            if (size < Golden.SIZE) {
                range.append(tree.leaves().get(size));
            }
        }
    }

    @Test
    void proofsAreThoseOfAnotherImplementation() {
        NaiveTree tree = NaiveTree.golden(Golden.SIZE);
        int inclusions = 0;
        int consistencies = 0;
        for (String[] row : Golden.rows("tree.tsv")) {
            if (row[0].equals("root")) {
                continue;
            }
            int at = Integer.parseInt(row[1]);
            int size = Integer.parseInt(row[2]);
            TreeHead head = new TreeHead(size, TreeProofs.root(size, tree));
            List<TreeHash> expected = Golden.hashes(row[3]);
            if (row[0].equals("inclusion")) {
                inclusions++;
                assertThat(TreeProofs.inclusion(at, size, tree)).isEqualTo(expected);
                assertThat(TreeVerification.inclusion(tree.leaves().get(at), at, head, expected))
                        .isEqualTo(Check.ok());
            } else {
                consistencies++;
                TreeHead old = new TreeHead(at, TreeProofs.root(at, tree));
                assertThat(TreeProofs.consistency(at, size, tree)).isEqualTo(expected);
                assertThat(TreeVerification.consistency(old, head, expected)).isEqualTo(Check.ok());
            }
        }
        assertThat(inclusions).isGreaterThan(60);
        assertThat(consistencies).isGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rootsAndProofsAreThoseOfTheRecursiveDefinitions(long seed) {
        Random random = new Random(seed);
        NaiveTree tree = NaiveTree.random(random, 1 + random.nextInt(MAX_LEAVES));
        int size = tree.leaves().size();
        CompactRange range = new CompactRange();
        tree.leaves().forEach(range::append);

        assertThat(range.head()).isEqualTo(tree.head());
        for (int draw = 0; draw < 12; draw++) {
            int index = random.nextInt(size);
            int oldSize = random.nextInt(size + 1);
            List<TreeHash> path = TreeProofs.inclusion(index, size, tree);
            List<TreeHash> consistency = TreeProofs.consistency(oldSize, size, tree);
            assertThat(path).isEqualTo(tree.path(index));
            assertThat(consistency).isEqualTo(tree.consistency(oldSize));
            assertThat(TreeVerification.inclusion(tree.leaves().get(index), index, tree.head(), path))
                    .isEqualTo(Check.ok());
            assertThat(TreeVerification.consistency(tree.prefix(oldSize).head(), tree.head(), consistency))
                    .isEqualTo(Check.ok());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyDamageToAProofIsFound(long seed) {
        Random random = new Random(seed);
        NaiveTree tree = NaiveTree.random(random, 2 + random.nextInt(MAX_LEAVES));
        int size = tree.leaves().size();
        int index = random.nextInt(size);
        int oldSize = 1 + random.nextInt(size - 1);
        TreeHash leaf = tree.leaves().get(index);

        for (List<TreeHash> damaged : damages(random, tree.path(index))) {
            assertThat(TreeVerification.inclusion(leaf, index, tree.head(), damaged))
                    .isInstanceOf(Check.Failed.class);
        }
        TreeHead old = tree.prefix(oldSize).head();
        for (List<TreeHash> damaged : damages(random, tree.consistency(oldSize))) {
            assertThat(TreeVerification.consistency(old, tree.head(), damaged)).isInstanceOf(Check.Failed.class);
        }
    }

    private static List<List<TreeHash>> damages(Random random, List<TreeHash> proof) {
        byte[] any = new byte[TreeHash.SIZE];
        random.nextBytes(any);
        List<List<TreeHash>> damages = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<TreeHash> changed = new ArrayList<>(proof);
            byte[] bit = proof.get(i).toArray();
            bit[random.nextInt(bit.length)] ^= (byte) (1 << random.nextInt(8));
            changed.set(i, TreeHash.copyOf(bit));
            damages.add(changed);
            List<TreeHash> without = new ArrayList<>(proof);
            without.remove(i);
            damages.add(without);
        }
        for (int i = 0; i <= proof.size(); i++) {
            List<TreeHash> longer = new ArrayList<>(proof);
            longer.add(i, TreeHash.copyOf(any));
            damages.add(longer);
        }
        return damages;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void appendingContinuesFromStoredPeaksAndHashes(long seed) {
        Random random = new Random(seed);
        NaiveTree tree = NaiveTree.random(random, 1 + random.nextInt(MAX_LEAVES));
        int stored = random.nextInt(tree.leaves().size() + 1);
        CompactRange first = new CompactRange();
        tree.prefix(stored).leaves().forEach(first::append);

        CompactRange fromPeaks = CompactRange.resume(stored, first.peaks());
        CompactRange fromHashes = CompactRange.resume(stored, tree);
        tree.leaves().subList(stored, tree.leaves().size()).forEach(leaf -> {
            fromPeaks.append(leaf);
            fromHashes.append(leaf);
        });

        assertThat(fromPeaks.head()).isEqualTo(tree.head());
        assertThat(fromHashes.head()).isEqualTo(tree.head());
    }

    @Test
    void appendingGivesEveryCompleteSubtreeOnce() {
        NaiveTree tree = NaiveTree.golden(77);
        Map<Subtree, TreeHash> closed = new HashMap<>();
        CompactRange range = new CompactRange();
        tree.leaves()
                .forEach(leaf -> range.append(
                        leaf,
                        (level, index, hash) -> assertThat(closed.put(new Subtree(level, index), hash))
                                .isNull()));

        int expected = 77 + 38 + 19 + 9 + 4 + 2 + 1;
        assertThat(closed).hasSize(expected);
        closed.forEach((subtree, hash) -> assertThat(hash).isEqualTo(tree.hash(subtree.level(), subtree.index())));
    }

    @Test
    void refusesArgumentsOutsideTheTree() {
        NaiveTree tree = NaiveTree.golden(5);
        assertThatThrownBy(() -> TreeProofs.inclusion(5, 5, tree)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TreeProofs.inclusion(-1, 5, tree)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TreeProofs.consistency(6, 5, tree)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TreeProofs.root(-1, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CompactRange.resume(3, List.of(TreeHash.EMPTY_TREE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TreeHash.copyOf(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeHead(-1, TreeHash.EMPTY_TREE)).isInstanceOf(IllegalArgumentException.class);
    }
}
