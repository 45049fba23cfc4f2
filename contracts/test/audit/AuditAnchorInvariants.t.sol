// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAuditAnchor} from "../../src/audit/IAuditAnchor.sol";
import {CandorTypes, LogCheckpoint} from "../../src/libraries/CandorTypes.sol";
import {MerkleTree} from "../../src/libraries/MerkleTree.sol";
import {Test} from "../foundry/Test.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

/// @notice A log whose key signs anything: the anchored tree grown, and trees that leave it at some leaf. Each proof is the true one
/// of the tree it comes with. Only what continues the anchored tree may be taken.
contract AnchorActions is RollupFixture {
    using CandorTypes for *;

    uint256 private constant MAX_LEAVES = 48;

    error Accepted(uint64 size);
    error Refused(uint64 size);

    uint64[] public sizes;
    bytes32[] public roots;
    // The anchored tree's leaves, and what would follow.
    bytes32[] private leaves;
    bytes32 private log = keccak256(bytes(LOG_ORIGIN));

    constructor() {
        setUp();
        for (uint256 i = 0; i < MAX_LEAVES; ++i) {
            leaves.push(keccak256(abi.encode("honest", i)));
        }
    }

    function anchors() external view returns (IAuditAnchor, bytes32) {
        return (auditAnchor, log);
    }

    function taken() external view returns (uint256) {
        return sizes.length;
    }

    function anchoredSize() public view returns (uint64) {
        return sizes.length == 0 ? 0 : sizes[sizes.length - 1];
    }

    /// @dev The root of the first `size` leaves as they are now.
    function rootNow(uint64 size) external view returns (bytes32) {
        return rootOf(prefix(size, MAX_LEAVES), 0, size);
    }

    function grow(uint8 by) external {
        uint64 old = anchoredSize();
        if (old == MAX_LEAVES) return;
        submit(old + uint64(bound(by, 1, by % 4 == 0 ? MAX_LEAVES - old : 1)), MAX_LEAVES);
    }

    /// @dev A tree of any size that has the leaves from `leaves_` on for itself.
    function depart(uint8 size, uint8 leaves_) external {
        submit(uint64(bound(size, 0, MAX_LEAVES)), bound(leaves_, 0, MAX_LEAVES));
    }

    /// @dev What continues the tree, with one bit of the proof flipped.
    function tamper(uint8 size, uint8 place) external {
        uint64 old = anchoredSize();
        if (old == 0 || old == MAX_LEAVES) return;
        uint64 grown = uint64(bound(size, old + 1, MAX_LEAVES));
        bytes32[] memory tree = prefix(grown, MAX_LEAVES);
        bytes32 root = rootOf(tree, 0, grown);
        bytes32[] memory proof = prove(tree, old);
        proof[place % proof.length] ^= bytes32(uint256(1) << place);
        try auditAnchor.anchor(log, grown, root, proof, signed(grown, root)) {
            revert Accepted(grown);
        } catch {}
    }

    function submit(uint64 size, uint256 departure) private {
        uint64 old = anchoredSize();
        bytes32[] memory tree = prefix(size, departure);
        bytes32 root = rootOf(tree, 0, size);
        bytes32[] memory proof = old > 0 && old < size ? prove(tree, old) : new bytes32[](0);
        bool continues = size >= old && departure >= old;
        try auditAnchor.anchor(log, size, root, proof, signed(size, root)) {
            if (!continues) revert Accepted(size);
        } catch {
            if (continues) revert Refused(size);
        }
        if (!continues || size == old) return;
        for (uint256 i = 0; i < size; ++i) {
            leaves[i] = tree[i];
        }
        sizes.push(size);
        roots.push(root);
    }

    function prefix(uint64 size, uint256 departure) private view returns (bytes32[] memory tree) {
        tree = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) {
            tree[i] = i < departure ? leaves[i] : keccak256(abi.encode(sizes.length, departure, i));
        }
    }

    function signed(uint64 size, bytes32 root) private view returns (bytes memory) {
        LogCheckpoint memory checkpoint = LogCheckpoint({originHash: log, size: size, root: root});
        return signature(LOG_KEY, rollup.domainSeparator().digest(checkpoint.hash()));
    }

    function rootOf(bytes32[] memory tree, uint256 from, uint256 to) private view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](to - from);
        for (uint256 i = from; i < to; ++i) {
            hashes[i - from] = MerkleTree.hashLeaf(MerkleTree.Hash.SHA256, abi.encode(tree[i]));
        }
        return MerkleTree.root(MerkleTree.Hash.SHA256, hashes);
    }

    /// @dev PROOF(oldSize, tree) of RFC 6962 §2.1.2.
    function prove(bytes32[] memory tree, uint256 oldSize) private view returns (bytes32[] memory proof) {
        bytes32[] memory downwards = new bytes32[](64);
        (uint256 length, uint256 from, uint256 to, bool complete) = (0, 0, tree.length, true);
        while (oldSize != to - from) {
            uint256 split = 1;
            while (split * 2 < to - from) split *= 2;
            if (oldSize <= split) {
                downwards[length++] = rootOf(tree, from + split, to);
                to = from + split;
            } else {
                downwards[length++] = rootOf(tree, from, from + split);
                (from, oldSize, complete) = (from + split, oldSize - split, false);
            }
        }
        if (!complete) downwards[length++] = rootOf(tree, from, to);
        proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            proof[i] = downwards[length - 1 - i];
        }
    }
}

contract AuditAnchorInvariantsTest is Test {
    AnchorActions private actions;
    IAuditAnchor private auditAnchor;
    bytes32 private log;

    function setUp() external {
        actions = new AnchorActions();
        (auditAnchor, log) = actions.anchors();
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = AnchorActions.grow.selector;
        selectors[1] = AnchorActions.depart.selector;
        selectors[2] = AnchorActions.depart.selector;
        selectors[3] = AnchorActions.tamper.selector;
        targetActions(address(actions), selectors);
    }

    function invariant_theAnchoredTreeNeverShrinks() external view {
        uint256 taken = actions.taken();
        for (uint256 i = 1; i < taken; ++i) {
            vm.assertLt(actions.sizes(i - 1), actions.sizes(i), "grows");
        }
        vm.assertEq(auditAnchor.newestAnchor(log).size, actions.anchoredSize(), "newest");
    }

    function invariant_theAnchoredTreeNeverForks() external view {
        uint256 taken = actions.taken();
        for (uint256 i = 0; i < taken; ++i) {
            vm.assertEq(actions.rootNow(actions.sizes(i)), actions.roots(i), "every anchor is a prefix of the newest");
        }
        if (taken > 0) vm.assertEq(auditAnchor.newestAnchor(log).root, actions.roots(taken - 1), "newest");
    }
}
