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
    /// @dev A rest of a tree size that no sizes leave.
    uint256 private constant NODE_TOO_MANY = 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff;

    /// @notice The root of the tree without leaves.
    function emptyRoot(Hash hash) internal pure returns (bytes32) {
        return hash == Hash.SHA256 ? sha256("") : keccak256("");
    }

    function hashLeaf(Hash hash, bytes memory leaf) internal pure returns (bytes32) {
        bytes memory preimage = abi.encodePacked(bytes1(0x00), leaf);
        return hash == Hash.SHA256 ? sha256(preimage) : keccak256(preimage);
    }

    /// @dev Uses free memory without keeping it, so that a long proof does not grow memory. The SHA-256 precompile (address 2)
    /// fails only for lack of gas; then this fails too. The compiler calls that a view.
    function hashNode(Hash hash, bytes32 left, bytes32 right) internal view returns (bytes32 node) {
        bool isSha256 = hash == Hash.SHA256;
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            mstore8(preimage, 0x01)
            mstore(add(preimage, 0x01), left)
            mstore(add(preimage, 0x21), right)
            switch isSha256
            case 0 { node := keccak256(preimage, 0x41) }
            default {
                if iszero(staticcall(gas(), 0x02, preimage, 0x41, 0x00, 0x20)) { revert(0x00, 0x00) }
                node := mload(0x00)
            }
        }
    }

    /// @notice The root over leaf hashes; uses their memory up.
    /// @dev Pairing level by level and carrying a lone last node up is the split at the largest power of two.
    function root(Hash hash, bytes32[] memory hashes) internal view returns (bytes32) {
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
    ) internal view returns (bool) {
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
    ) internal view returns (bool) {
        if (oldSize > newSize || proof.length > MAX_PROOF_NODES + 1) return false;
        if (oldSize == newSize) return proof.length == 0 && oldRoot == newRoot;
        if (oldSize == 0) return proof.length == 0 && oldRoot == emptyRoot(hash);
        uint256 fn = oldSize - 1;
        uint256 sn = newSize - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        // The proof leaves out the old root when the old tree is one full subtree of the new one.
        uint256 next = fn == 0 ? 0 : 1;
        if (proof.length < next) return false;
        bytes32 oldNode = fn == 0 ? oldRoot : proof[0];
        bytes32 newNode;
        (oldNode, newNode, sn) = hash == Hash.SHA256
            ? _foldSha256(fn, sn, oldNode, proof, next)
            : _foldKeccak256(fn, sn, oldNode, proof, next);
        return sn == 0 && oldNode == oldRoot && newNode == newRoot;
    }

    /// @notice What `nodes` say of a tree of `newSize` leaves that begins with one of `oldSize` leaves (smaller, not 0): the roots of both
    /// that they fold to. Like a consistency proof, but the first node is there also when the old tree is one full subtree.
    function foldPrefix(Hash hash, uint64 oldSize, uint64 newSize, bytes32[] memory nodes)
        internal
        view
        returns (bool complete, bytes32 oldRoot, bytes32 newRoot)
    {
        if (oldSize == 0 || oldSize >= newSize || nodes.length == 0 || nodes.length > MAX_PROOF_NODES + 1) {
            return (false, bytes32(0), bytes32(0));
        }
        uint256 fn = oldSize - 1;
        uint256 sn = newSize - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        (oldRoot, newRoot, sn) =
            hash == Hash.SHA256 ? _foldSha256(fn, sn, nodes[0], nodes, 1) : _foldKeccak256(fn, sn, nodes[0], nodes, 1);
        complete = sn == 0;
    }

    /// @dev Steps 5 and 6 of RFC 9162 §2.1.4.2: folds the nodes of `proof` from `next` on onto `node`, which is at `fn` in the old
    /// and at `sn` in the new tree. What is left of `sn` is 0 when the proof had as many nodes as it takes.
    function _foldKeccak256(uint256 fn, uint256 sn, bytes32 node, bytes32[] memory proof, uint256 next)
        private
        view
        returns (bytes32 oldNode, bytes32 newNode, uint256 restOfSn)
    {
        (oldNode, newNode) = (node, node);
        for (uint256 i = next; i < proof.length; ++i) {
            if (sn == 0) return (oldNode, newNode, NODE_TOO_MANY);
            if (fn & 1 == 1 || fn == sn) {
                oldNode = hashNode(Hash.KECCAK256, proof[i], oldNode);
                newNode = hashNode(Hash.KECCAK256, proof[i], newNode);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newNode = hashNode(Hash.KECCAK256, newNode, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        restOfSn = sn;
    }

    /// @dev {_foldKeccak256} with the other hash, in assembly: anchoring a log pays for some sixty of these hashes on L1. A call of
    /// the precompile that fails for lack of gas makes the whole fail at the end.
    function _foldSha256(uint256 fn, uint256 sn, bytes32 node, bytes32[] memory proof, uint256 next)
        private
        view
        returns (bytes32 oldNode, bytes32 newNode, uint256 restOfSn)
    {
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            let place := add(proof, mul(add(next, 1), 0x20))
            // From here on `next` is whether every call went well.
            next := 1
            oldNode := node
            newNode := node
            mstore8(preimage, 0x01)
            for { let end := add(proof, mul(add(mload(proof), 1), 0x20)) } lt(place, end) { place := add(place, 0x20) }
            {
                if iszero(sn) {
                    sn := NODE_TOO_MANY
                    break
                }
                switch or(and(fn, 1), eq(fn, sn))
                case 0 {
                    mstore(add(preimage, 0x01), newNode)
                    mstore(add(preimage, 0x21), mload(place))
                    next := and(staticcall(gas(), 0x02, preimage, 0x41, 0x00, 0x20), next)
                    newNode := mload(0x00)
                }
                default {
                    mstore(add(preimage, 0x01), mload(place))
                    mstore(add(preimage, 0x21), oldNode)
                    next := and(staticcall(gas(), 0x02, preimage, 0x41, 0x00, 0x20), next)
                    oldNode := mload(0x00)
                    mstore(add(preimage, 0x21), newNode)
                    next := and(staticcall(gas(), 0x02, preimage, 0x41, 0x00, 0x20), next)
                    newNode := mload(0x00)
                    for {} and(iszero(and(fn, 1)), gt(fn, 0)) {} {
                        fn := shr(1, fn)
                        sn := shr(1, sn)
                    }
                }
                fn := shr(1, fn)
                sn := shr(1, sn)
            }
            if iszero(next) { revert(0x00, 0x00) }
            restOfSn := sn
        }
    }
}
