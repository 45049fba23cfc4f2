package dev.candor.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** Java and Solidity build the same roots and believe the same proofs, true ones and damaged ones. */
class MerkleDifferentialTest {
    private static final int CASES = 600;
    private static final int MAX_LEAVES = 40;
    private static final Bytes TRUE = Bytes.fromHex("0x" + "00".repeat(31) + "01");

    private static ReferenceHarness harness;

    @BeforeAll
    static void deploy() {
        harness = ReferenceHarness.deploy();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void buildTheSameRoot() {
        Random random = new Random(11);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            HashFunction hash = hash(random);
            List<byte[]> leaves = leaves(random, random.nextInt(MAX_LEAVES));
            List<DynamicBytes> encoded = leaves.stream().map(DynamicBytes::new).toList();
            calls.add(
                    ReferenceHarness.encode("merkleRoot", code(hash), new DynamicArray<>(DynamicBytes.class, encoded)));
            expected.add(MerkleTree.of(hash, leaves).root().toBytes());
        }

        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void believeTheSameInclusions() {
        Random random = new Random(12);
        List<String> calls = new ArrayList<>();
        List<Boolean> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            // given a true statement, in two of three cases damaged somewhere
            HashFunction hash = hash(random);
            List<byte[]> leaves = leaves(random, 1 + random.nextInt(MAX_LEAVES));
            MerkleTree tree = MerkleTree.of(hash, leaves);
            int at = random.nextInt(leaves.size());
            int damage = random.nextInt(12);
            byte[] leaf = damage == 1 ? new byte[] {1, 2} : leaves.get(at);
            long index = damage == 2 ? random.nextInt(MAX_LEAVES) : at;
            long size = damage == 3 ? random.nextInt(MAX_LEAVES) : leaves.size();
            Hash32 root = damage == 4 ? random(random) : tree.root();
            List<Hash32> proof = damaged(tree.inclusionProof(at), damage, random);

            // when
            calls.add(ReferenceHarness.encode(
                    "verifyInclusion",
                    code(hash),
                    new DynamicBytes(leaf),
                    new Uint64(index),
                    new Uint64(size),
                    array(proof),
                    word(root)));
            expected.add(MerkleProofs.verifyInclusion(hash, leaf, index, size, proof, root));
        }

        // then
        assertThat(expected).contains(true, false);
        assertThat(harness.call(calls).stream().map(TRUE::equals).toList()).isEqualTo(expected);
    }

    @Test
    void believeTheSameHistories() {
        Random random = new Random(13);
        List<String> calls = new ArrayList<>();
        List<Boolean> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            // given a true statement, in two of three cases damaged somewhere
            HashFunction hash = hash(random);
            List<byte[]> leaves = leaves(random, random.nextInt(MAX_LEAVES));
            MerkleTree tree = MerkleTree.of(hash, leaves);
            int then = random.nextInt(leaves.size() + 1);
            int damage = random.nextInt(12);
            long oldSize = damage == 1 ? random.nextInt(MAX_LEAVES) : then;
            long newSize = damage == 2 ? random.nextInt(MAX_LEAVES) : leaves.size();
            Hash32 oldRoot = damage == 3 ? random(random) : MerkleTree.root(hash, leaves.subList(0, then));
            Hash32 newRoot = damage == 4 ? random(random) : tree.root();
            List<Hash32> proof = damaged(tree.consistencyProof(then), damage, random);

            // when
            calls.add(ReferenceHarness.encode(
                    "verifyConsistency",
                    code(hash),
                    new Uint64(oldSize),
                    word(oldRoot),
                    new Uint64(newSize),
                    word(newRoot),
                    array(proof)));
            expected.add(MerkleProofs.verifyConsistency(hash, oldSize, oldRoot, newSize, newRoot, proof));
        }

        // then
        assertThat(expected).contains(true, false);
        assertThat(harness.call(calls).stream().map(TRUE::equals).toList()).isEqualTo(expected);
    }

    private static List<Hash32> damaged(List<Hash32> proof, int damage, Random random) {
        List<Hash32> changed = new ArrayList<>(proof);
        if (damage == 5) {
            changed.add(random.nextInt(changed.size() + 1), random(random));
        }
        if (damage == 6 && !changed.isEmpty()) {
            changed.remove(random.nextInt(changed.size()));
        }
        if (damage == 7 && !changed.isEmpty()) {
            changed.set(random.nextInt(changed.size()), random(random));
        }
        return changed;
    }

    private static HashFunction hash(Random random) {
        return random.nextBoolean() ? HashFunction.KECCAK_256 : HashFunction.SHA_256;
    }

    private static Type<?> code(HashFunction hash) {
        return new Uint8(hash == HashFunction.KECCAK_256 ? 0 : 1);
    }

    private static DynamicArray<Bytes32> array(List<Hash32> hashes) {
        return new DynamicArray<>(
                Bytes32.class, hashes.stream().map(MerkleDifferentialTest::word).toList());
    }

    private static Bytes32 word(Hash32 hash) {
        return new Bytes32(hash.toArray());
    }

    private static Hash32 random(Random random) {
        return Hash32.wrap(RandomStruct.bytes(random, Hash32.SIZE));
    }

    private static List<byte[]> leaves(Random random, int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(RandomStruct.bytes(random, random.nextInt(70)));
        }
        return leaves;
    }
}
