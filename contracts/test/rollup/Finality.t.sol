// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {RollupFixture} from "./RollupFixture.sol";

contract FinalityTest is RollupFixture {
    function finalize(uint64 first, IRollup.ParentBatch[] memory openings) private {
        rollup.finalize(first, commitments(openings));
    }

    function refuseFinalization(uint64 first, IRollup.ParentBatch[] memory openings, bytes memory reason) private {
        IRollup.BatchCommitment[] memory list = commitments(openings);
        vm.expectRevert(reason);
        rollup.finalize(first, list);
    }

    function commitments(IRollup.ParentBatch[] memory openings)
        private
        view
        returns (IRollup.BatchCommitment[] memory list)
    {
        list = new IRollup.BatchCommitment[](openings.length);
        for (uint256 i = 0; i < openings.length; ++i) {
            list[i] = commitmentOf(openings[i]);
        }
    }

    function assertStatus(uint64 number, IRollup.BatchStatus expected) private view {
        vm.assertEq(uint256(rollup.statusOf(number)), uint256(expected), vm.toString(number));
    }

    function test_anybodyFinalizesBatchesWhoseWindowHasPassed() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        advance(3);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchesFinalized(1, 3, batchHashOf(openings[2].header));
        vm.prank(user);
        finalize(1, openings);
        vm.assertEq(rollup.finalFloor(), 3, "floor");
        assertStatus(3, IRollup.BatchStatus.FINAL);
    }

    function test_refusesABatchWhoseWindowIsOpen() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        uint64 endsAt = openings[0].postedAt + CHALLENGE_WINDOW_SECONDS;
        vm.warp(endsAt);
        refuseFinalization(1, openings, abi.encodeWithSelector(IRollup.ChallengeWindowOpen.selector, 1, endsAt));
        vm.warp(endsAt + 1);
        refuseFinalization(
            1,
            openings,
            abi.encodeWithSelector(
                IRollup.ChallengeWindowOpen.selector, 2, openings[1].postedAt + CHALLENGE_WINDOW_SECONDS
            )
        );
    }

    function test_skipsWhatIsFinalAlreadySoThatTwoCallersDoNotCollide() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        advance(3);
        IRollup.ParentBatch[] memory first = new IRollup.ParentBatch[](2);
        (first[0], first[1]) = (openings[0], openings[1]);
        finalize(1, first);
        finalize(1, openings);
        finalize(1, first);
        vm.assertEq(rollup.finalFloor(), 3, "floor");
    }

    function test_refusesGapsAndWhatIsNotPosted() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        advance(3);
        refuseFinalization(2, openings, abi.encodeWithSelector(IRollup.FinalizationGap.selector, 1, 2));
        refuseFinalization(0, openings, abi.encodeWithSelector(IRollup.FinalizationGap.selector, 1, 0));
        IRollup.ParentBatch[] memory more = new IRollup.ParentBatch[](3);
        (more[0], more[1], more[2]) = (openings[0], openings[1], openings[1]);
        refuseFinalization(1, more, abi.encodeWithSelector(IRollup.BatchNotPosted.selector, 3));
    }

    function test_refusesAnOpeningWithAnotherWindow() external {
        IRollup.ParentBatch[] memory openings = postMany(1);
        openings[0].challengeWindow = 0;
        bytes32 stored = rollup.commitmentOf(1);
        bytes32 found = keccak256(abi.encode(commitmentOf(openings[0])));
        refuseFinalization(1, openings, abi.encodeWithSelector(IRollup.CommitmentMismatch.selector, 1, stored, found));
    }

    function test_theWindowIsTheOneOfThePosting() external {
        IRollup.ParentBatch[] memory openings = postMany(1);
        IParameterRegistry.ParameterChange[] memory changes = new IParameterRegistry.ParameterChange[](1);
        changes[0] = IParameterRegistry.ParameterChange("rollup.challengeWindowSeconds", 10 days);
        vm.prank(admin);
        parameters.scheduleValues(changes, uint64(block.number) + 1);
        advance(3);
        finalize(1, openings);
        vm.assertEq(rollup.finalFloor(), 1, "the old window");
        openings = postMany(1);
        vm.assertEq(openings[0].challengeWindow, 10 days, "the new window");
        advance(3);
        refuseFinalization(
            2, openings, abi.encodeWithSelector(IRollup.ChallengeWindowOpen.selector, 2, openings[0].postedAt + 10 days)
        );
    }

    function test_aContestedOrUnresolvedBatchHoldsItsDescendantsBack() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        advance(3);
        grant(Roles.DISPUTE_COURT, court);
        vm.prank(court);
        rollup.contest(2);
        assertStatus(2, IRollup.BatchStatus.CONTESTED);
        refuseFinalization(
            1, openings, abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 2, IRollup.BatchStatus.CONTESTED)
        );
        IRollup.ParentBatch[] memory first = new IRollup.ParentBatch[](1);
        first[0] = openings[0];
        finalize(1, first);
        vm.prank(court);
        rollup.leaveUnresolved(2);
        assertStatus(2, IRollup.BatchStatus.UNRESOLVED);
        refuseFinalization(
            1, openings, abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 2, IRollup.BatchStatus.UNRESOLVED)
        );
        vm.prank(court);
        rollup.clear(2);
        assertStatus(2, IRollup.BatchStatus.POSTED);
        finalize(1, openings);
        vm.assertEq(rollup.finalFloor(), 3, "floor");
    }

    function test_statusMovesOnlyAlongItsArrows() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        grant(Roles.DISPUTE_COURT, court);
        vm.startPrank(court);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 3, IRollup.BatchStatus.NONE));
        rollup.contest(3);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 1, IRollup.BatchStatus.POSTED));
        rollup.leaveUnresolved(1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 1, IRollup.BatchStatus.POSTED));
        rollup.clear(1);
        rollup.contest(1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 1, IRollup.BatchStatus.CONTESTED));
        rollup.contest(1);
        rollup.leaveUnresolved(1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 1, IRollup.BatchStatus.UNRESOLVED));
        rollup.contest(1);
        rollup.clear(1);
        vm.stopPrank();
        advance(3);
        finalize(1, openings);
        vm.prank(court);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, 1, IRollup.BatchStatus.FINAL));
        rollup.contest(1);
    }

    function test_rollbackVoidsWhatFollowsTheAnchorAndBeginsAGeneration() external {
        // given three batches, the first two with forced entries
        force(1);
        advance(FORCED_DELAY_BLOCKS + 1);
        IRollup.ParentBatch[] memory openings = postMany(3);
        vm.assertEq(rollup.forcedThrough(), 1, "entry taken");
        uint64 wasAt = uint64(block.timestamp);
        advance(1);
        grantRollback();
        // when
        vm.expectEmit(address(rollup));
        emit IRollup.RollbackExecuted(1, 2, 1, batchHashOf(openings[0].header), keccak256("fault"));
        rollBackTo(openings[0], keccak256("fault"));
        // then
        vm.assertEq(rollup.generation(), 1, "generation");
        vm.assertEq(rollup.latestNumber(), 1, "latest");
        vm.assertEq(rollup.coveredCount(), 7, "covered");
        vm.assertEq(rollup.coveredCountAt(wasAt), 21, "the past stays as it was");
        vm.assertEq(rollup.commitmentOf(2), bytes32(0), "no commitment");
        assertStatus(1, IRollup.BatchStatus.POSTED);
        assertStatus(2, IRollup.BatchStatus.VOIDED);
        assertStatus(3, IRollup.BatchStatus.VOIDED);
        IRollup.GenerationStart memory start = rollup.generationStart(1);
        vm.assertEq(start.anchorNumber, 1, "anchor");
        vm.assertEq(start.anchorCoveredCount, 7, "anchor's covered count");
        vm.assertEq(start.anchorForcedThrough, 1, "anchor's forced");
        vm.assertEq(start.startedAt, block.timestamp, "time");
    }

    function test_rollbackToGenesisRewindsForcedEntries() external {
        force(1);
        advance(FORCED_DELAY_BLOCKS + 1);
        postMany(2);
        vm.assertEq(inbox.depth(), 0, "taken");
        grantRollback();
        IRollup.ParentBatch memory genesis;
        rollBackTo(genesis, keccak256("fault"));
        vm.assertEq(rollup.forcedThrough(), 0, "rewound");
        vm.assertEq(inbox.depth(), 1, "waits again");
        vm.assertEq(rollup.coveredCount(), 0, "covered");
        IRollup.PostedBatch memory without = build(head, newestOrigin(), 3, 0);
        refuse(without, abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 1, 1, 0));
        post(next());
        assertStatus(1, IRollup.BatchStatus.POSTED);
        assertStatus(2, IRollup.BatchStatus.VOIDED);
    }

    function test_anUnpostedHeaderOfAnEndedGenerationIsVoid() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        IRollup.PostedBatch memory unposted = next();
        grantRollback();
        rollBackTo(openings[0], keccak256("fault"));
        refuse(unposted, abi.encodeWithSelector(IRollup.GenerationNotCurrent.selector, 1, 0));
        IRollup.PostedBatch memory sameAnchor = build(openings[0], newestOrigin(), 7, 0);
        sameAnchor.header.generation = 0;
        sign(sameAnchor);
        refuse(sameAnchor, abi.encodeWithSelector(IRollup.GenerationNotCurrent.selector, 1, 0));
        post(next());
        vm.assertEq(rollup.latestNumber(), 2, "the same number in the new generation");
    }

    function test_aHoldDoesNotOutliveItsBatch() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        grant(Roles.DISPUTE_COURT, court);
        vm.prank(court);
        rollup.contest(2);
        grantRollback();
        rollBackTo(openings[0], keccak256("fault"));
        assertStatus(2, IRollup.BatchStatus.VOIDED);
        IRollup.ParentBatch[] memory anew = postMany(1);
        assertStatus(2, IRollup.BatchStatus.POSTED);
        advance(3);
        openings[1] = anew[0];
        finalize(1, openings);
        vm.assertEq(rollup.finalFloor(), 2, "floor");
    }

    function test_neverRollsBackBehindTheFinalFloorNorAhead() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        advance(3);
        IRollup.ParentBatch[] memory two = new IRollup.ParentBatch[](2);
        (two[0], two[1]) = (openings[0], openings[1]);
        finalize(1, two);
        grantRollback();
        vm.startPrank(rollbackController);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AnchorOutOfRange.selector, 2, 3, 1));
        rollup.rollbackTo(openings[0], keccak256("fault"));
        vm.expectRevert(abi.encodeWithSelector(IRollup.AnchorOutOfRange.selector, 2, 3, 3));
        rollup.rollbackTo(openings[2], keccak256("fault"));
        rollup.rollbackTo(openings[1], keccak256("fault"));
        vm.stopPrank();
        vm.assertEq(rollup.latestNumber(), 2, "back to the floor");
    }

    function test_refusesAnAnchorThatDoesNotOpenItsCommitment() external {
        IRollup.ParentBatch[] memory openings = postMany(3);
        openings[0].header.seqCount = 1;
        bytes32 stored = rollup.commitmentOf(1);
        bytes32 found = keccak256(abi.encode(commitmentOf(openings[0])));
        grantRollback();
        vm.prank(rollbackController);
        vm.expectRevert(abi.encodeWithSelector(IRollup.CommitmentMismatch.selector, 1, stored, found));
        rollup.rollbackTo(openings[0], keccak256("fault"));
    }

    function test_nobodyElseVoidsOrContests() external {
        IRollup.ParentBatch[] memory openings = postMany(2);
        address[3] memory callers = [admin, operator, user];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(reason);
            rollup.rollbackTo(openings[0], keccak256("fault"));
            vm.expectRevert(reason);
            rollup.contest(1);
            vm.expectRevert(reason);
            rollup.leaveUnresolved(1);
            vm.expectRevert(reason);
            rollup.clear(1);
            vm.stopPrank();
        }
    }
}
