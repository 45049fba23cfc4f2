// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {MerkleTree} from "../../src/libraries/MerkleTree.sol";
import {VectorTest} from "../foundry/VectorTest.sol";

contract MerkleVectorsTest is VectorTest {
    struct Inclusion {
        uint256 index;
        bytes leaf;
        bytes32[] proof;
        string reason;
        bytes32 root;
        uint256 size;
        bool valid;
    }

    struct Consistency {
        bytes32 newRoot;
        uint256 newSize;
        bytes32 oldRoot;
        uint256 oldSize;
        bytes32[] proof;
        string reason;
        bool valid;
    }

    struct Root {
        bytes32 root;
        uint256 size;
    }

    function test_keccakTreesAreThoseOfTheVectors() external view {
        check("merkle-keccak", MerkleTree.Hash.KECCAK256);
    }

    function test_sha256TreesAreThoseOfTheVectors() external view {
        check("merkle-sha256", MerkleTree.Hash.SHA256);
    }

    function test_sha256RootsAreThoseOfCertificateTransparency() external view {
        string memory json = readVectors("merkle-sha256");
        checkRoots(json, ".thirdParty.roots", MerkleTree.Hash.SHA256);
    }

    function check(string memory file, MerkleTree.Hash hash) private view {
        string memory json = readVectors(file);
        checkRoots(json, ".roots", hash);
        checkInclusion(json, hash);
        checkConsistency(json, hash);
    }

    function checkRoots(string memory json, string memory list, MerkleTree.Hash hash) private view {
        bytes[] memory leaves = vm.parseJsonBytesArray(json, ".leaves");
        Root[] memory roots =
            abi.decode(vm.parseJsonTypeArray(json, list, "RootVector(bytes32 root,uint256 size)"), (Root[]));
        vm.assertLt(0, roots.length, "there are vectors");
        for (uint256 i = 0; i < roots.length; ++i) {
            bytes[] memory prefix = new bytes[](roots[i].size);
            for (uint256 j = 0; j < prefix.length; ++j) {
                prefix[j] = leaves[j];
            }
            vm.assertEq(harness.merkleRoot(hash, prefix), roots[i].root, vm.toString(roots[i].size));
        }
    }

    function checkInclusion(string memory json, MerkleTree.Hash hash) private view {
        Inclusion[] memory cases = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".inclusion",
                "InclusionVector(uint256 index,bytes leaf,bytes32[] proof,string reason,bytes32 root,uint256 size,bool valid)"
            ),
            (Inclusion[])
        );
        vm.assertLt(0, cases.length, "there are vectors");
        for (uint256 i = 0; i < cases.length; ++i) {
            Inclusion memory c = cases[i];
            bool verified = harness.verifyInclusion(hash, c.leaf, uint64(c.index), uint64(c.size), c.proof, c.root);
            vm.assertTrue(verified == c.valid, string.concat("inclusion ", vm.toString(i), " ", c.reason));
        }
    }

    function checkConsistency(string memory json, MerkleTree.Hash hash) private view {
        Consistency[] memory cases = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".consistency",
                "ConsistencyVector(bytes32 newRoot,uint256 newSize,bytes32 oldRoot,uint256 oldSize,bytes32[] proof,string reason,bool valid)"
            ),
            (Consistency[])
        );
        vm.assertLt(0, cases.length, "there are vectors");
        for (uint256 i = 0; i < cases.length; ++i) {
            Consistency memory c = cases[i];
            bool verified =
                harness.verifyConsistency(hash, uint64(c.oldSize), c.oldRoot, uint64(c.newSize), c.newRoot, c.proof);
            vm.assertTrue(verified == c.valid, string.concat("consistency ", vm.toString(i), " ", c.reason));
        }
    }

    /// @dev A proof for one place never holds for another leaf, place or size.
    function testFuzz_inclusionIsPositional(uint8 size, uint8 place, uint8 otherPlace, bytes32 seed) external view {
        uint256 leafCount = bound(size, 1, 40);
        uint256 at = bound(place, 0, leafCount - 1);
        uint256 other = bound(otherPlace, 0, leafCount - 1);
        bytes[] memory leaves = new bytes[](leafCount);
        for (uint256 i = 0; i < leafCount; ++i) {
            leaves[i] = abi.encode(seed, i);
        }
        bytes32 root = harness.merkleRoot(MerkleTree.Hash.KECCAK256, leaves);
        bytes32[] memory proof = prove(leaves, at);
        bool here =
            harness.verifyInclusion(MerkleTree.Hash.KECCAK256, leaves[at], uint64(at), uint64(leafCount), proof, root);
        vm.assertTrue(here, "its own place");
        bool there = harness.verifyInclusion(
            MerkleTree.Hash.KECCAK256, leaves[at], uint64(other), uint64(leafCount), proof, root
        );
        vm.assertTrue(there == (other == at), "another place");
        if (other != at) {
            bool exchanged = harness.verifyInclusion(
                MerkleTree.Hash.KECCAK256, leaves[other], uint64(at), uint64(leafCount), proof, root
            );
            vm.assertFalse(exchanged, "another leaf");
        }
    }

    /// @dev By the recursive definition of RFC 6962 §2.1.1, another way than the library's.
    function prove(bytes[] memory leaves, uint256 at) private view returns (bytes32[] memory proof) {
        bytes32[] memory downwards = new bytes32[](64);
        uint256 length;
        uint256 from = 0;
        uint256 to = leaves.length;
        while (to - from > 1) {
            uint256 split = 1;
            while (split * 2 < to - from) split *= 2;
            bool left = at < from + split;
            downwards[length++] = left ? subtree(leaves, from + split, to) : subtree(leaves, from, from + split);
            (from, to) = left ? (from, from + split) : (from + split, to);
        }
        proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            proof[i] = downwards[length - 1 - i];
        }
    }

    function subtree(bytes[] memory leaves, uint256 from, uint256 to) private view returns (bytes32) {
        bytes[] memory part = new bytes[](to - from);
        for (uint256 i = from; i < to; ++i) {
            part[i - from] = leaves[i];
        }
        return harness.merkleRoot(MerkleTree.Hash.KECCAK256, part);
    }
}
