package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The ways to spoil a proof that the tests of transparency-dev/merkle name, made here for every index and every pair of
 * sizes of the eight leaves that the Certificate Transparency projects test with.
 */
class ProofCasesTest {
    private static final NaiveTree TREE = new NaiveTree(Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> TreeHash.ofLeaf(HexFormat.of().parseHex(hex)))
            .toList());

    private static final TreeHash GARBAGE = TreeHash.ofLeaf(new byte[] {1, 2, 3});

    private record Case(String name, Check found, boolean holds) {
        DynamicTest test() {
            return DynamicTest.dynamicTest(name, () -> assertThat(found.holds()).isEqualTo(holds));
        }
    }

    @TestFactory
    Stream<DynamicTest> inclusionCases() {
        List<Case> cases = new ArrayList<>();
        for (int size = 1; size <= TREE.leaves().size(); size++) {
            for (int index = 0; index < size; index++) {
                cases.addAll(inclusionCases(index, TREE.prefix(size)));
            }
        }
        return cases.stream().map(Case::test);
    }

    private static List<Case> inclusionCases(int index, NaiveTree tree) {
        TreeHead head = tree.head();
        TreeHash leaf = tree.leaves().get(index);
        List<TreeHash> proof = tree.path(index);
        String name = "leaf " + index + " of " + head.size() + ": ";
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(name + "happy path", TreeVerification.inclusion(leaf, index, head, proof), true));
        for (long wrong : List.of(index - 1L, index + 1L, index ^ 2L, head.size(), Long.MAX_VALUE, Long.MIN_VALUE)) {
            cases.add(new Case(name + "index " + wrong, TreeVerification.inclusion(leaf, wrong, head, proof), false));
        }
        for (long wrong : List.of(head.size() * 2, head.size() / 2, 0L, Long.MAX_VALUE)) {
            TreeHead other = new TreeHead(wrong, head.root());
            // A path says which side each sibling is on, not how large the tree is: only another shape must be refused.
            if (shape(index, wrong).equals(shape(index, head.size()))) {
                continue;
            }
            cases.add(new Case(name + "size " + wrong, TreeVerification.inclusion(leaf, index, other, proof), false));
        }
        cases.add(new Case(name + "wrong leaf", TreeVerification.inclusion(GARBAGE, index, head, proof), false));
        for (TreeHash root : List.of(TreeHash.EMPTY_TREE, GARBAGE)) {
            TreeHead other = new TreeHead(head.size(), root);
            cases.add(new Case(name + "root " + root, TreeVerification.inclusion(leaf, index, other, proof), false));
        }
        for (Spoiled spoiled : spoil(proof, List.of(GARBAGE, head.root(), leaf))) {
            Check found = TreeVerification.inclusion(leaf, index, head, spoiled.proof());
            cases.add(new Case(name + spoiled.name(), found, false));
        }
        return cases;
    }

    /** For each level from the leaf up, whether a sibling is left (0), right (1) or missing (nothing). */
    private static List<Integer> shape(long index, long size) {
        List<Integer> sides = new ArrayList<>();
        for (long node = index, last = size - 1; last > 0; node >>= 1, last >>= 1) {
            if ((node & 1) == 1) {
                sides.add(0);
            } else if (node < last) {
                sides.add(1);
            }
        }
        return sides;
    }

    @TestFactory
    Stream<DynamicTest> consistencyCases() {
        List<Case> cases = new ArrayList<>();
        for (int size = 1; size <= TREE.leaves().size(); size++) {
            for (int old = 1; old <= size; old++) {
                cases.addAll(consistencyCases(TREE.prefix(old).head(), TREE.prefix(size)));
            }
        }
        return cases.stream().map(Case::test);
    }

    private static List<Case> consistencyCases(TreeHead old, NaiveTree tree) {
        TreeHead head = tree.head();
        List<TreeHash> proof = tree.consistency((int) old.size());
        String name = old.size() + " to " + head.size() + ": ";
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(name + "happy path", TreeVerification.consistency(old, head, proof), true));
        for (long wrong : List.of(old.size() - 1, old.size() + 1, old.size() ^ 2)) {
            TreeHead other = new TreeHead(wrong, old.root());
            cases.add(new Case(name + "old size " + wrong, TreeVerification.consistency(other, head, proof), false));
        }
        TreeHead half = new TreeHead(head.size() / 2, head.root());
        cases.add(new Case(name + "half the size", TreeVerification.consistency(old, half, proof), false));
        if (old.size() < head.size()) {
            TreeHead swappedOld = new TreeHead(old.size(), head.root());
            TreeHead swapped = new TreeHead(head.size(), old.root());
            cases.add(new Case(name + "swapped", TreeVerification.consistency(swappedOld, swapped, proof), false));
            cases.add(new Case(name + "no proof", TreeVerification.consistency(old, head, List.of()), false));
        }
        TreeHead wrongOld = new TreeHead(old.size(), GARBAGE);
        TreeHead wrongNew = new TreeHead(head.size(), GARBAGE);
        cases.add(new Case(name + "wrong old root", TreeVerification.consistency(wrongOld, head, proof), false));
        cases.add(new Case(name + "wrong root", TreeVerification.consistency(old, wrongNew, proof), false));
        for (Spoiled spoiled : spoil(proof, List.of(GARBAGE, old.root(), head.root()))) {
            cases.add(new Case(name + spoiled.name(), TreeVerification.consistency(old, head, spoiled.proof()), false));
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> consistencyOfTreesWithoutProof() {
        TreeHead empty = TreeHead.EMPTY;
        TreeHead one = TREE.prefix(1).head();
        TreeHead garbageOne = new TreeHead(1, GARBAGE);
        TreeHead garbageEmpty = new TreeHead(0, GARBAGE);
        List<TreeHash> proof = List.of(TreeHash.EMPTY_TREE);
        return Stream.of(
                        new Case("empty to empty", TreeVerification.consistency(empty, empty, List.of()), true),
                        new Case("empty to one", TreeVerification.consistency(empty, one, List.of()), true),
                        new Case("one to one", TreeVerification.consistency(one, one, List.of()), true),
                        new Case("empty with proof", TreeVerification.consistency(empty, empty, proof), false),
                        new Case("empty to one with proof", TreeVerification.consistency(empty, one, proof), false),
                        new Case("one to one with proof", TreeVerification.consistency(one, one, proof), false),
                        new Case("shrinking", TreeVerification.consistency(one, empty, List.of()), false),
                        new Case("shrinking with proof", TreeVerification.consistency(one, empty, proof), false),
                        new Case("other root", TreeVerification.consistency(one, garbageOne, List.of()), false),
                        new Case("false empty", TreeVerification.consistency(garbageEmpty, one, List.of()), false),
                        new Case(
                                "both false",
                                TreeVerification.consistency(garbageEmpty, garbageEmpty, List.of()),
                                false))
                .map(Case::test);
    }

    private record Spoiled(String name, List<TreeHash> proof) {}

    private static List<Spoiled> spoil(List<TreeHash> proof, List<TreeHash> insertions) {
        List<Spoiled> spoiled = new ArrayList<>();
        for (TreeHash inserted : insertions) {
            for (int at = 0; at <= proof.size(); at++) {
                List<TreeHash> longer = new ArrayList<>(proof);
                longer.add(at, inserted);
                spoiled.add(new Spoiled("inserted " + inserted + " at " + at, longer));
            }
        }
        for (int at = 0; at < proof.size(); at++) {
            List<TreeHash> shorter = new ArrayList<>(proof);
            shorter.remove(at);
            spoiled.add(new Spoiled("removed " + at, shorter));
            byte[] bit = proof.get(at).toArray();
            bit[0] ^= 1 << 4;
            List<TreeHash> changed = new ArrayList<>(proof);
            changed.set(at, TreeHash.copyOf(bit));
            spoiled.add(new Spoiled("changed a bit of " + at, changed));
        }
        return spoiled;
    }
}
