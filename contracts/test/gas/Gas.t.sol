// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CandorTypes, LogCheckpoint} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {SyntheticTree} from "../audit/SyntheticTree.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

/// @notice What the calls of everyday life cost, in gas of a whole transaction, against snapshots/ (see README.md). No fuzz.
/// forge-config: default.isolate = true
contract GasTest is RollupFixture {
    using CandorTypes for *;

    function several(uint256 count) private view returns (IRollup.PostedBatch[] memory batches) {
        batches = new IRollup.PostedBatch[](count);
        IRollup.ParentBatch memory parent = head;
        for (uint256 i = 0; i < count; ++i) {
            batches[i] = build(parent, newestOrigin(), 1000, parent.header.forcedThrough);
            parent = opened(batches[i]);
        }
    }

    function postMeasured(IRollup.PostedBatch[] memory batches, string memory name) private {
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        rollup.postBatches(parent, batches);
        vm.snapshotGasLastCall("Rollup", name);
        head = opened(batches[batches.length - 1]);
        advance(1);
    }

    function test_postBatches() external {
        postMeasured(several(1), "postBatches: 1, the first");
        postMeasured(several(1), "postBatches: 1");
        postMeasured(several(10), "postBatches: 10 of one origin");
    }

    function test_postData() external {
        bytes memory data = new bytes(80_000);
        for (uint256 i = 0; i < data.length; i += 32) {
            bytes32 word = keccak256(abi.encode(i));
            assembly ("memory-safe") {
                mstore(add(add(data, 0x20), i), word)
            }
        }
        vm.prank(poster, poster);
        rollup.postData(data);
        vm.snapshotGasLastCall("Rollup", "postData: 80,000 random bytes");
    }

    function test_finalize() external {
        IRollup.ParentBatch[] memory openings = postMany(10);
        IRollup.BatchCommitment[] memory commitments = new IRollup.BatchCommitment[](10);
        for (uint256 i = 0; i < 10; ++i) {
            commitments[i] = commitmentOf(openings[i]);
        }
        advance(10);
        rollup.finalize(1, commitments);
        vm.snapshotGasLastCall("Rollup", "finalize: 10");
    }

    function test_rollbackTo() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        grantRollback();
        vm.prank(rollbackController);
        rollup.rollbackTo(openings[0], keccak256("fault"));
        vm.snapshotGasLastCall("Rollup", "rollbackTo");
    }

    function test_force() external {
        bytes memory rawTx = new bytes(110);
        vm.prank(user);
        inbox.force{value: 1 ether}(rawTx, 21_000);
        vm.snapshotGasLastCall("ForcedInbox", "force: 110 bytes");
    }

    function test_bonds() external {
        vault.deposit{value: 1 ether}(sequencerId);
        vm.snapshotGasLastCall("BondVault", "deposit");
        vm.prank(operator);
        vault.requestWithdrawal(sequencerId, 1 ether);
        vm.snapshotGasLastCall("BondVault", "requestWithdrawal");
    }

    function anchorMeasured(uint64 oldSize, uint64 newSize, string memory name) private {
        SyntheticTree.Proof memory proof = SyntheticTree.prove(oldSize, newSize, "tree");
        bytes32 log = deployment.logOriginHash();
        auditAnchor.anchor(log, oldSize, proof.oldRoot, new bytes32[](0), checkpoint(log, oldSize, proof.oldRoot));
        advance(1);
        auditAnchor.anchor(log, newSize, proof.newRoot, proof.nodes, checkpoint(log, newSize, proof.newRoot));
        vm.snapshotGasLastCall("AuditAnchor", name);
    }

    function checkpoint(bytes32 log, uint64 size, bytes32 root) private view returns (bytes memory) {
        LogCheckpoint memory signed = LogCheckpoint({originHash: log, size: size, root: root});
        return signature(LOG_KEY, rollup.domainSeparator().digest(signed.hash()));
    }

    function test_anchor() external {
        anchorMeasured(2 ** 30 + 123_456, 2 ** 30 + 223_456, "anchor: 100,000 entries more at 2^30");
    }

    function test_anchorWithTheDearestProof() external {
        anchorMeasured(2 ** 30 - 1, 2 ** 30, "anchor: dearest proof at 2^30");
    }

    function test_rotateOrderKey() external {
        vm.prank(operator);
        sequencerRegistry.rotateOrderKey(address(0x22), uint64(block.number) + 1);
        vm.snapshotGasLastCall("SequencerRegistry", "rotateOrderKey");
    }
}
