// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Positional Merkle trees of RFC 6962 shape
/// @notice Leaf `H(0x00 ‖ leaf)`, node `H(0x01 ‖ left ‖ right)`, empty tree `H("")`; inclusion as in RFC 9162 §2.1.3.2,
/// consistency as in §2.1.4.2 (sizes 0 and equal sizes: an empty proof). `H` is keccak-256 in the trees that L1 checks and
/// SHA-256 in the transparency log.
/// @dev One algorithm; the hash is a parameter. The loops are bounded by the bit length of a tree size (64) and the proof.
library MerkleTree {
    enum Hash {
        KECCAK256,
        SHA256
    }

    /// @dev Longest inclusion proof of a tree of at most 2^64 - 1 leaves, in nodes.
    uint256 internal constant MAX_PROOF_NODES = 64;

    /// @notice The root of the tree without leaves.
    function emptyRoot(Hash hash) internal pure returns (bytes32) {
        return hash == Hash.SHA256 ? sha256("") : keccak256("");
    }

    function hashLeaf(Hash hash, bytes memory leaf) internal pure returns (bytes32) {
        bytes memory preimage = abi.encodePacked(bytes1(0x00), leaf);
        return hash == Hash.SHA256 ? sha256(preimage) : keccak256(preimage);
    }

    function hashNode(Hash hash, bytes32 left, bytes32 right) internal pure returns (bytes32) {
        bytes memory preimage = abi.encodePacked(bytes1(0x01), left, right);
        return hash == Hash.SHA256 ? sha256(preimage) : keccak256(preimage);
    }

    /// @notice The root over leaf hashes; uses their memory up.
    /// @dev Pairing level by level and carrying a lone last node up is the split at the largest power of two.
    function root(Hash hash, bytes32[] memory hashes) internal pure returns (bytes32) {
        uint256 width = hashes.length;
        if (width == 0) return emptyRoot(hash);
        while (width > 1) {
            uint256 pairs = width / 2;
            for (uint256 i = 0; i < pairs; ++i) {
                hashes[i] = hashNode(hash, hashes[2 * i], hashes[2 * i + 1]);
            }
            if (width % 2 == 1) hashes[pairs] = hashes[width - 1];
            width -= pairs;
        }
        return hashes[0];
    }

    /// @notice Whether `leafHash` is leaf `index` of the tree of `size` leaves with the root `expectedRoot`.
    function verifyInclusion(
        Hash hash,
        bytes32 leafHash,
        uint64 index,
        uint64 size,
        bytes32[] memory proof,
        bytes32 expectedRoot
    ) internal pure returns (bool) {
        if (index >= size || proof.length > MAX_PROOF_NODES) return false;
        uint64 fn = index;
        uint64 sn = size - 1;
        bytes32 node = leafHash;
        for (uint256 i = 0; i < proof.length; ++i) {
            if (sn == 0) return false;
            if (fn & 1 == 1 || fn == sn) {
                node = hashNode(hash, proof[i], node);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                node = hashNode(hash, node, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && node == expectedRoot;
    }

    /// @notice Whether the tree (`newSize`, `newRoot`) begins with the tree (`oldSize`, `oldRoot`).
    function verifyConsistency(
        Hash hash,
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] memory proof
    ) internal pure returns (bool) {
        if (oldSize > newSize || proof.length > MAX_PROOF_NODES + 1) return false;
        if (oldSize == newSize) return proof.length == 0 && oldRoot == newRoot;
        if (oldSize == 0) return proof.length == 0 && oldRoot == emptyRoot(hash);
        uint64 fn = oldSize - 1;
        uint64 sn = newSize - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        // The proof leaves out the old root when the old tree is one full subtree of the new one.
        uint256 next = fn == 0 ? 0 : 1;
        if (proof.length < next) return false;
        bytes32 oldNode = fn == 0 ? oldRoot : proof[0];
        bytes32 newNode = oldNode;
        for (; next < proof.length; ++next) {
            if (sn == 0) return false;
            bytes32 sibling = proof[next];
            if (fn & 1 == 1 || fn == sn) {
                oldNode = hashNode(hash, sibling, oldNode);
                newNode = hashNode(hash, sibling, newNode);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newNode = hashNode(hash, newNode, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && oldNode == oldRoot && newNode == newRoot;
    }
}
