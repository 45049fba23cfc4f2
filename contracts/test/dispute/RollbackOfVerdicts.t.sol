// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Roles} from "../../src/deployment/Roles.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Rollbacks that a vote decided, and several at a time.
contract RollbackOfVerdictsTest is CourtFixture {
    IRollup.ParentBatch[4] private batches;

    function setUp() public override {
        super.setUp();
        IRollup.ParentBatch[] memory openings = posted(4);
        for (uint256 i = 0; i < 4; ++i) {
            batches[i] = openings[i];
        }
    }

    function upheld(uint256 i) private returns (bytes32 faultId) {
        bytes32 disputeId = challenge(batches[i]);
        decide(disputeId, [INVALID, INVALID, INVALID, SILENT, SILENT]);
        faultId = disputes.disputeOf(disputeId).faultId;
    }

    function test_theVoteIsTheRatification() external {
        bytes32 faultId = upheld(2);
        controller.propose(batches[1], faultId);
        executeAfterVeto(faultId, batches[1]);
        vm.assertEq(rollup.latestNumber(), 2, "void");
        vm.assertEq(rollup.generation(), 1, "generation");
        vm.assertEq(vault.slashOf(faultId).amount, 10 ether, "full bond");
    }

    function test_aVerdictWaitsForItsRollbackWithoutEnd() external {
        bytes32 faultId = upheld(2);
        passTo(controller.ratifyUntil(faultId) + 10_000);
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.RatifiedByVote.selector, faultId));
        controller.expire(faultId);
        finalize(batches[0]);
        finalize(batches[1]);
        expectNotFinal(batches[2], IRollup.BatchStatus.CONTESTED);
        controller.propose(batches[1], faultId);
        executeAfterVeto(faultId, batches[1]);
        assertStatus(3, IRollup.BatchStatus.VOIDED, "in the end");
    }

    function test_aCancelledVerdictLeavesTheBatchUnresolved() external {
        bytes32 faultId = upheld(2);
        controller.propose(batches[1], faultId);
        grant(Roles.ROLLBACK_VETO, user);
        vm.prank(user);
        controller.cancel(faultId);
        assertStatus(3, IRollup.BatchStatus.UNRESOLVED, "not final");
        disputes.clearAttested(batches[2], attestations(batches[2], VALID, 3));
        assertStatus(3, IRollup.BatchStatus.POSTED, "until a majority says so");
    }

    function test_aVerdictOfOneOperatorNeedsRatification() external {
        uint64[] memory leaving = new uint64[](4);
        for (uint64 i = 0; i < 4; ++i) {
            leaving[i] = i + 2;
        }
        vm.prank(admin);
        seats.changeSeats(leaving, new IWitnessRegistry.SeatConfig[](0));
        passTo(block.timestamp + 1);
        bytes32 disputeId = challenge(batches[2]);
        vote(disputeId, [INVALID, SILENT, SILENT, SILENT, SILENT]);
        uint64 until = disputes.disputeOf(disputeId).revealUntil;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.TallyNotDecided.selector, until, uint64(block.timestamp)));
        disputes.close(disputeId);
        passTo(until + 1);
        disputes.close(disputeId);
        bytes32 faultId = disputes.disputeOf(disputeId).faultId;
        controller.propose(batches[1], faultId);
        IRollbackController.Proposal memory proposal = controller.proposalOf(faultId);
        vm.assertTrue(proposal.status == IRollbackController.ProposalStatus.PROPOSED, "not ratified");
    }

    function test_anotherRollbackEndsTheGenerationAndTheOlderFaultIsRatifiedAnew() external {
        bytes32 older = proveAndHold(batches[1]);
        bytes32 younger = proveAndHold(batches[3]);
        proposeAndRatify(older, batches[0]);
        proposeAndRatify(younger, batches[2]);
        executeAfterVeto(younger, batches[2]);
        uint64 startedAt = uint64(block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.GenerationEnded.selector, uint64(1), uint64(0)));
        controller.execute(older, batches[0]);
        vm.assertEq(controller.ratifyUntil(older), startedAt + 120, "the time begins anew");
        passTo(startedAt + 119);
        proposeAndRatify(older, batches[0]);
        executeAfterVeto(older, batches[0]);
        vm.assertEq(rollup.latestNumber(), 1, "both void");
        vm.assertEq(rollup.generation(), 2, "two generations");
    }

    function test_theOlderRollbackFirstVoidsTheYoungerToo() external {
        bytes32 older = proveAndHold(batches[1]);
        bytes32 younger = proveAndHold(batches[3]);
        proposeAndRatify(older, batches[0]);
        proposeAndRatify(younger, batches[2]);
        executeAfterVeto(older, batches[0]);
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.GenerationEnded.selector, uint64(1), uint64(0)));
        controller.execute(younger, batches[2]);
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.FaultyBatchVoid.selector, younger, uint64(4)));
        controller.expire(younger);
        vm.assertEq(rollup.latestNumber(), 1, "the same end");
    }
}
