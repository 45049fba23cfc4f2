// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Roles} from "../../src/deployment/Roles.sol";
import {ProvenFault} from "../../src/dispute/IFaultChecker.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Batches that cannot become final because of a proven fault.
contract FaultHoldsTest is CourtFixture {
    function refuseHold(bytes32 faultId, IRollup.BatchCommitment memory opening, bytes memory reason) private {
        vm.expectRevert(reason);
        faults.hold(faultId, opening);
    }

    function test_aHeldBatchCannotBecomeFinal() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        bytes32 faultId = proveAndHold(batch);
        bytes32 commitment = keccak256(abi.encode(commitmentOf(batch)));
        assertStatus(1, IRollup.BatchStatus.CONTESTED, "contested");
        vm.assertEq(faults.faultOf(faultId).heldCommitment, commitment, "held");
        vm.assertEq(faults.holdOf(commitment).openFaults, 1, "one fault");
        passTo(batch.postedAt + batch.challengeWindow + 1);
        expectNotFinal(batch, IRollup.BatchStatus.CONTESTED);
        faults.hold(faultId, commitmentOf(batch));
        vm.assertEq(faults.holdOf(commitment).openFaults, 1, "holding twice changes nothing");
    }

    function test_twoFaultsHoldABatchUntilBothAreReleased() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        bytes32 first = proveAndHold(batch);
        bytes32 second = prove(faultIn(7, batch));
        faults.hold(second, commitmentOf(batch));
        passTo(controller.ratifyUntil(first) + 1);
        controller.expire(first);
        assertStatus(1, IRollup.BatchStatus.CONTESTED, "the second holds");
        passTo(controller.ratifyUntil(second) + 1);
        controller.expire(second);
        assertStatus(1, IRollup.BatchStatus.POSTED, "free");
    }

    function test_aProofAfterTheWindowHoldsNothing() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        passTo(batch.postedAt + 60);
        bytes32 faultId = prove(faultIn(WRONG_ORDER, batch));
        refuseHold(
            faultId,
            commitmentOf(batch),
            abi.encodeWithSelector(
                IFaultRegister.RollbackWindowClosed.selector, batch.postedAt + 60, uint64(block.timestamp)
            )
        );
        vm.assertEq(vault.slashOf(faultId).amount, 1 ether, "punished all the same");
    }

    function test_refusesToHoldWithoutAProofOfAFaultThatVoids() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        bytes32 unknown = keccak256("unknown");
        refuseHold(
            unknown, commitmentOf(batch), abi.encodeWithSelector(IFaultRegister.FaultNotProven.selector, unknown)
        );
        bytes32 compensated = prove(faultIn(EQUIVOCATION, batch));
        refuseHold(
            compensated,
            commitmentOf(batch),
            abi.encodeWithSelector(IFaultRegister.RemedyNotRollback.selector, compensated)
        );
    }

    function test_refusesToHoldAnotherBatchThanTheFaultyOne() external {
        IRollup.ParentBatch[] memory batches = posted(2);
        bytes32 faultId = prove(faultIn(WRONG_ORDER, batches[0]));
        IRollup.BatchCommitment memory other = commitmentOf(batches[1]);
        bytes32 faulty = batchHashOf(batches[0].header);
        refuseHold(
            faultId, other, abi.encodeWithSelector(IFaultRegister.BatchNotTheFaulty.selector, faulty, other.batchHash)
        );
        IRollup.BatchCommitment memory later = commitmentOf(batches[0]);
        later.postedAt += 100;
        refuseHold(
            faultId,
            later,
            abi.encodeWithSelector(
                IFaultRegister.CommitmentNotPosted.selector,
                uint64(1),
                rollup.commitmentOf(1),
                keccak256(abi.encode(later))
            )
        );
    }

    function test_aSignedHeaderThatWasNeverPostedIsPunishedAndHoldsNothing() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        ProvenFault memory found = faultIn(WRONG_ORDER, batch);
        found.batch.batchHash = keccak256("signed, never posted");
        bytes32 faultId = prove(found);
        bytes32 hash = batchHashOf(batch.header);
        refuseHold(
            faultId,
            commitmentOf(batch),
            abi.encodeWithSelector(IFaultRegister.BatchNotTheFaulty.selector, found.batch.batchHash, hash)
        );
        vm.assertEq(vault.slashOf(faultId).amount, 1 ether, "punished");
    }

    function test_onlyAnOpenHoldIsReleased() external {
        grant(Roles.ROLLBACK_CONTROLLER, user);
        bytes32 faultId = prove(faultIn(WRONG_ORDER, posted(1)[0]));
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IFaultRegister.HoldNotOpen.selector, faultId));
        faults.releaseHold(faultId, false);
    }

    function test_whatIsFinalStaysFinal() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        bytes32 faultId = prove(faultIn(WRONG_ORDER, batch));
        passTo(batch.postedAt + batch.challengeWindow + 1);
        finalize(batch);
        refuseHold(
            faultId,
            commitmentOf(batch),
            abi.encodeWithSelector(IFaultRegister.BatchNotOpen.selector, uint64(1), IRollup.BatchStatus.FINAL)
        );
    }
}
