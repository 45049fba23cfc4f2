// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultChecker} from "../../../src/dispute/checkers/FaultChecker.sol";
import {ForkedLogChecker, ForkedLogEvidence} from "../../../src/dispute/checkers/ForkedLogChecker.sol";
import {CandorTypes, LogCheckpoint} from "../../../src/libraries/CandorTypes.sol";
import {MerkleTree} from "../../../src/libraries/MerkleTree.sol";
import {CheckerFixture} from "./CheckerFixture.sol";

/// @notice F10: logs that signed two pasts.
contract ForkedLogTest is CheckerFixture {
    using CandorTypes for *;

    MerkleTree.Hash private constant SHA256 = MerkleTree.Hash.SHA256;

    ForkedLogChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new ForkedLogChecker(checked);
    }

    function leaves(uint64 size, uint256 salt) private pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](size);
        for (uint64 i = 0; i < size; ++i) {
            hashes[i] = MerkleTree.hashLeaf(SHA256, abi.encode(salt, i));
        }
    }

    function checkpoint(uint64 size, uint256 salt) private view returns (LogCheckpoint memory) {
        return LogCheckpoint(keccak256(bytes(LOG_ORIGIN)), size, MerkleTree.root(SHA256, leaves(size, salt)));
    }

    function evidenceOf(LogCheckpoint memory older, LogCheckpoint memory newer, bytes32[] memory nodes)
        private
        view
        returns (ForkedLogEvidence memory)
    {
        return ForkedLogEvidence({
            older: older,
            olderSignature: signature(LOG_KEY, digestOf(older.hash())),
            newer: newer,
            newerSignature: signature(LOG_KEY, digestOf(newer.hash())),
            nodes: nodes
        });
    }

    /// @dev SUBPROOF of RFC 6962 §2.1.2, with the shared node first also where the old tree is one full subtree.
    function prefixNodes(uint64 oldSize, uint64 newSize, uint256 salt) private view returns (bytes32[] memory nodes) {
        nodes = new bytes32[](64);
        uint256 length = 0;
        (uint64 from, uint64 to) = (0, newSize);
        uint64 m = oldSize;
        bytes32[] memory all = leaves(newSize, salt);
        while (m != to - from) {
            uint64 k = 1;
            while (k * 2 < to - from) k *= 2;
            if (m <= k) {
                nodes[length++] = rootOf(all, from + k, to);
                to = from + k;
            } else {
                nodes[length++] = rootOf(all, from, from + k);
                from += k;
                m -= k;
            }
        }
        nodes[length++] = rootOf(all, from, to);
        bytes32[] memory upwards = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            upwards[i] = nodes[length - 1 - i];
        }
        return upwards;
    }

    function rootOf(bytes32[] memory all, uint64 from, uint64 to) private view returns (bytes32) {
        bytes32[] memory part = new bytes32[](to - from);
        for (uint64 i = from; i < to; ++i) {
            part[i - from] = all[i];
        }
        return MerkleTree.root(SHA256, part);
    }

    function slot(uint64 size) private pure returns (bytes memory) {
        return abi.encode(keccak256(bytes(LOG_ORIGIN)), size);
    }

    function provesFork(ForkedLogEvidence memory found) private view {
        bytes memory evidence = abi.encode(found);
        provesAgainst(checker, evidence, 10, keccak256(bytes(LOG_ORIGIN)), slot(found.older.size));
    }

    function consistent(uint64 older, uint64 newer) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ForkedLogChecker.CheckpointsConsistent.selector, older, newer);
    }

    function test_provesTwoRootsOfOneSize() external view {
        provesFork(evidenceOf(checkpoint(5, 1), checkpoint(5, 2), new bytes32[](0)));
    }

    function testFuzz_provesATreeThatDoesNotBeginWithTheOlder(uint64 m, uint64 n) external view {
        uint64 newSize = uint64(bound(n, 2, 40));
        uint64 oldSize = uint64(bound(m, 1, newSize - 1));
        provesFork(evidenceOf(checkpoint(oldSize, 1), checkpoint(newSize, 2), prefixNodes(oldSize, newSize, 2)));
    }

    function testFuzz_refusesATreeThatGrew(uint64 m, uint64 n) external {
        uint64 newSize = uint64(bound(n, 2, 40));
        uint64 oldSize = uint64(bound(m, 1, newSize - 1));
        bytes32[] memory nodes = prefixNodes(oldSize, newSize, 1);
        LogCheckpoint memory older = checkpoint(oldSize, 1);
        LogCheckpoint memory newer = checkpoint(newSize, 1);
        refuses(checker, abi.encode(evidenceOf(older, newer, nodes)), consistent(oldSize, newSize));
        nodes[oldSize % nodes.length] ^= bytes32(uint256(1));
        neverProves(checker, abi.encode(evidenceOf(older, newer, nodes)));
    }

    function test_refusesOneCheckpointTwice() external {
        refuses(checker, abi.encode(evidenceOf(checkpoint(5, 1), checkpoint(5, 1), new bytes32[](0))), consistent(5, 5));
    }

    function test_provesAnEmptyTreeWithARoot() external view {
        LogCheckpoint memory older = checkpoint(0, 1);
        older.root = keccak256("something");
        provesFork(evidenceOf(older, checkpoint(3, 1), new bytes32[](0)));
    }

    function test_refusesTheEmptyTree() external {
        refuses(checker, abi.encode(evidenceOf(checkpoint(0, 1), checkpoint(3, 1), new bytes32[](0))), consistent(0, 3));
    }

    function test_refusesNodesThatAreNotTheTrees() external {
        ForkedLogEvidence memory found = evidenceOf(checkpoint(3, 1), checkpoint(7, 2), prefixNodes(3, 7, 1));
        bytes4 reason = ForkedLogChecker.NodesNotOfTree.selector;
        bytes32 root = MerkleTree.root(SHA256, leaves(7, 1));
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, found.newer.root, root));
    }

    function test_refusesAStrangersCheckpoint() external {
        ForkedLogEvidence memory found = evidenceOf(checkpoint(5, 1), checkpoint(5, 2), new bytes32[](0));
        found.newerSignature = signature(STRANGER, digestOf(found.newer.hash()));
        bytes4 reason = ForkedLogChecker.LogSignerMismatch.selector;
        bytes32 origin = found.newer.originHash;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, origin, vm.addr(STRANGER)));
    }

    function test_refusesTwoLogs() external {
        LogCheckpoint memory other = checkpoint(5, 2);
        other.originHash = keccak256("another log");
        ForkedLogEvidence memory found = evidenceOf(checkpoint(5, 1), other, new bytes32[](0));
        bytes4 reason = ForkedLogChecker.OriginsDiffer.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, found.older.originHash, other.originHash));
    }

    function test_refusesTheNewerFirst() external {
        ForkedLogEvidence memory found = evidenceOf(checkpoint(7, 1), checkpoint(5, 2), new bytes32[](0));
        bytes4 reason = ForkedLogChecker.SizesNotAscending.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(7), uint64(5)));
    }
}
