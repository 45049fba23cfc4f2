package dev.candor.protocol.merkle;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/** Verification of proofs, iterative as in RFC 9162 sections 2.1.3.2 and 2.1.4.2; sizes and indices are unsigned. */
public final class MerkleProofs {
    private MerkleProofs() {}

    /** Whether {@code leaf} is leaf {@code index} of the tree of {@code size} leaves under {@code root}. */
    public static boolean verifyInclusion(
            HashFunction hash, byte[] leaf, long index, long size, List<Hash32> proof, Hash32 root) {
        return verifyInclusionOfHash(hash, MerkleHashing.leaf(hash, leaf), index, size, proof, root);
    }

    /** As {@link #verifyInclusion}, for a leaf that is hashed already. */
    public static boolean verifyInclusionOfHash(
            HashFunction hash, Hash32 leafHash, long index, long size, List<Hash32> proof, Hash32 root) {
        if (Long.compareUnsigned(index, size) >= 0) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash32 computed = leafHash;
        for (Hash32 sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                computed = MerkleHashing.node(hash, sibling, computed);
                // Levels at which the rightmost node had no neighbour contribute nothing to the path.
                int skipped = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= skipped;
                last >>>= skipped;
            } else {
                computed = MerkleHashing.node(hash, computed, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && computed.equals(root);
    }

    /** Whether the tree {@code (oldSize, oldRoot)} is a prefix of the tree {@code (newSize, newRoot)}. */
    public static boolean verifyConsistency(
            HashFunction hash, long oldSize, Hash32 oldRoot, long newSize, Hash32 newRoot, List<Hash32> proof) {
        if (Long.compareUnsigned(oldSize, newSize) > 0) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(MerkleHashing.empty(hash));
        }
        boolean oldIsComplete = Long.bitCount(oldSize) == 1;
        if (proof.isEmpty() && !oldIsComplete) {
            return false;
        }
        Hash32 start = oldIsComplete ? oldRoot : proof.getFirst();
        List<Hash32> rest = oldIsComplete ? proof : proof.subList(1, proof.size());
        return foldConsistency(hash, oldSize, oldRoot, newSize, newRoot, start, rest);
    }

    private static boolean foldConsistency(
            HashFunction hash,
            long oldSize,
            Hash32 oldRoot,
            long newSize,
            Hash32 newRoot,
            Hash32 start,
            List<Hash32> proof) {
        int full = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >>> full;
        long last = (newSize - 1) >>> full;
        Hash32 computedOld = start;
        Hash32 computedNew = start;
        for (Hash32 sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                computedOld = MerkleHashing.node(hash, sibling, computedOld);
                computedNew = MerkleHashing.node(hash, sibling, computedNew);
                int skipped = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= skipped;
                last >>>= skipped;
            } else {
                computedNew = MerkleHashing.node(hash, computedNew, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && computedOld.equals(oldRoot) && computedNew.equals(newRoot);
    }
}
