// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Consistency proofs of trees of any size, by the recursive definitions of RFC 6962 §2.1 and §2.1.2 (another way than
/// MerkleTree's): the hash of a subtree that need not be opened is made up from its place and `salt`.
library SyntheticTree {
    uint256 private constant MAX_PROOF_NODES = 65;

    struct Proof {
        bytes32 oldRoot;
        bytes32 newRoot;
        bytes32[] nodes;
    }

    /// @notice From the tree of `oldSize` leaves to that of `newSize`, 0 < oldSize < newSize.
    function prove(uint64 oldSize, uint64 newSize, bytes32 salt) internal pure returns (Proof memory proof) {
        bytes32[] memory nodes = new bytes32[](MAX_PROOF_NODES);
        (bytes32 oldRoot, bytes32 newRoot, uint256 length) = subproof(oldSize, 0, newSize, true, salt, nodes);
        proof.oldRoot = oldRoot;
        proof.newRoot = newRoot;
        proof.nodes = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            proof.nodes[i] = nodes[i];
        }
    }

    /// @dev SUBPROOF(m, D[from:to], complete) with the roots of the first m and of all of D.
    function subproof(uint64 m, uint64 from, uint64 to, bool complete, bytes32 salt, bytes32[] memory nodes)
        private
        pure
        returns (bytes32 oldRoot, bytes32 newRoot, uint256 length)
    {
        if (m == to - from) {
            bytes32 root = unopened(from, to, salt);
            if (!complete) nodes[length++] = root;
            return (root, root, length);
        }
        uint64 k = split(to - from);
        bytes32 sibling;
        if (m <= k) {
            sibling = unopened(from + k, to, salt);
            (oldRoot, newRoot, length) = subproof(m, from, from + k, complete, salt, nodes);
            newRoot = node(newRoot, sibling);
        } else {
            sibling = unopened(from, from + k, salt);
            (oldRoot, newRoot, length) = subproof(m - k, from + k, to, false, salt, nodes);
            (oldRoot, newRoot) = (node(sibling, oldRoot), node(sibling, newRoot));
        }
        nodes[length++] = sibling;
    }

    /// @dev The largest power of two below `width`.
    function split(uint64 width) private pure returns (uint64 k) {
        k = 1;
        while (k < width - k) k *= 2;
    }

    function unopened(uint64 from, uint64 to, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(salt, from, to));
    }

    function node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
