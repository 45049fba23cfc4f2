// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Challenges of a batch's execution: bond, evidence, hidden votes, verdict over all seats.
contract DisputeCourtTest is CourtFixture {
    address private second = address(0xC5);
    IRollup.ParentBatch private first;
    IRollup.ParentBatch private batch;
    bytes32 private disputeId;

    function setUp() public override {
        super.setUp();
        vm.deal(second, 100 ether);
        IRollup.ParentBatch[] memory batches = posted(2);
        (first, batch) = (batches[0], batches[1]);
        disputeId = challenge(batch);
    }

    function assertClosed(IDisputeCourt.DisputeStatus expected) private view {
        vm.assertEq(uint256(disputes.disputeOf(disputeId).status), uint256(expected), "verdict");
    }

    function test_aChallengeKeepsTheBatchOpenAndFixesTheRest() external view {
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        vm.assertTrue(dispute.status == IDisputeCourt.DisputeStatus.OPEN, "open");
        assertStatus(2, IRollup.BatchStatus.CONTESTED, "contested");
        assertStatus(1, IRollup.BatchStatus.POSTED, "only this one");
        vm.assertEq(dispute.number, 2, "number");
        vm.assertEq(dispute.seats, SEATS, "all seats");
        vm.assertEq(dispute.seatsAsOf, block.timestamp - 1, "of the second before");
        vm.assertEq(dispute.evidenceUntil, block.timestamp + 12, "evidence");
        vm.assertEq(dispute.commitUntil, block.timestamp + 36, "commit");
        vm.assertEq(dispute.revealUntil, block.timestamp + 60, "reveal");
        vm.assertEq(dispute.rulesHash, book.hashOf(1), "rules");
        vm.assertEq(dispute.accused, sequencerId, "accused");
        bytes memory slot = abi.encode(uint64(0), uint64(2));
        vm.assertEq(dispute.faultId, fault(WRONG_EXECUTION, sequencerId, slot).faultId, "fault");
        IBondVault.Bond memory bond = vault.bondOf(account(challenger));
        vm.assertEq(bond.bonded, 0.1 ether, "bond");
        vm.assertEq(bond.locked, 0.1 ether, "locked");
    }

    function test_moreThanHalfOfAllSeatsUpholdAndRatify() external {
        decide(disputeId, [INVALID, VALID, INVALID, SILENT, INVALID]);
        assertClosed(IDisputeCourt.DisputeStatus.UPHELD);
        bytes32 faultId = disputes.disputeOf(disputeId).faultId;
        IFaultRegister.Fault memory recorded = faults.faultOf(faultId);
        vm.assertEq(recorded.kind, WRONG_EXECUTION, "kind");
        vm.assertTrue(recorded.ratified, "by several operators");
        vm.assertEq(recorded.heldCommitment, rollup.commitmentOf(2), "held");
        IBondVault.Slash memory slash = vault.slashOf(faultId);
        vm.assertEq(slash.amount, 10 ether, "full bond");
        vm.assertEq(slash.prover, challenger, "the first filer's reward");
        vm.assertEq(slash.proverReward, 0.5 ether, "reward");
        assertStatus(2, IRollup.BatchStatus.CONTESTED, "waits for the rollback");
        controller.propose(first, faultId);
        vm.assertTrue(controller.proposalOf(faultId).status == IRollbackController.ProposalStatus.RATIFIED, "at once");
    }

    function test_theBondOfAnUpheldChallengeIsFrozenAndThenFree() external {
        decide(disputeId, [INVALID, INVALID, INVALID, INVALID, INVALID]);
        uint64 frozenUntil = disputes.disputeOf(disputeId).closedAt + 300;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.BondFrozen.selector, frozenUntil, uint64(block.timestamp)));
        disputes.settleFiler(disputeId, 0);
        passTo(frozenUntil + 1);
        disputes.settleFiler(disputeId, 0);
        vm.assertEq(vault.bondOf(account(challenger)).locked, 0, "free");
        vm.assertEq(disputes.challengeBondOf(challenger), 0.1 ether, "price as before");
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.FilerAlreadySettled.selector, uint256(0)));
        disputes.settleFiler(disputeId, 0);
    }

    function test_aRejectedChallengeCostsItsBondAndTheNextOneTwiceAsMuch() external {
        decide(disputeId, [VALID, VALID, VALID, INVALID, INVALID]);
        assertClosed(IDisputeCourt.DisputeStatus.REJECTED);
        assertStatus(2, IRollup.BatchStatus.POSTED, "goes on");
        disputes.settleFiler(disputeId, 0);
        bytes32 faultId = fault(FRIVOLOUS_CHALLENGE, account(challenger), abi.encode(disputeId)).faultId;
        IBondVault.Slash memory slash = vault.slashOf(faultId);
        vm.assertEq(slash.amount, 0.1 ether, "all of the bond");
        vm.assertEq(slash.prover, operator, "the defendant's");
        vm.assertEq(slash.proverReward, 0.005 ether, "its part");
        vm.assertEq(disputes.challengeBondOf(challenger), 0.2 ether, "doubled");
        vm.assertEq(disputes.challengeBondOf(second), 0.1 ether, "for this one only");
        vm.assertEq(vault.bondOf(sequencerId).bonded, 10 ether, "the accused loses nothing");
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.BatchAlreadyDecided.selector, uint64(2)));
        disputes.challenge{value: 0.1 ether}(batch, EVIDENCE);
        passTo(batch.postedAt + 1000);
        finalizeBoth();
        vm.assertEq(rollup.finalFloor(), 2, "final");
    }

    function finalizeBoth() private {
        finalize(first);
        finalize(batch);
    }

    function test_withoutAMajorityOfAllSeatsTheBatchIsUnresolvedAndNobodyPays() external {
        decide(disputeId, [INVALID, INVALID, SILENT, SILENT, SILENT]);
        assertClosed(IDisputeCourt.DisputeStatus.INCONCLUSIVE);
        assertStatus(2, IRollup.BatchStatus.UNRESOLVED, "unresolved");
        vm.assertEq(vault.bondOf(sequencerId).bonded, 10 ether, "no slash");
        vm.assertEq(faults.faultOf(disputes.disputeOf(disputeId).faultId).provenAt, 0, "no fault");
        passTo(batch.postedAt + 10_000);
        finalize(first);
        expectNotFinal(batch, IRollup.BatchStatus.UNRESOLVED);
    }

    function test_moreThanHalfValidOnL1EndUnresolved() external {
        decide(disputeId, [INVALID, VALID, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
        disputes.clearAttested(batch, attestations(batch, VALID, 3));
        assertStatus(2, IRollup.BatchStatus.POSTED, "free");
        bytes[] memory again = attestations(batch, VALID, 3);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.BatchNotUnresolved.selector, uint64(2)));
        disputes.clearAttested(batch, again);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.BatchAlreadyDecided.selector, uint64(2)));
        disputes.challenge{value: 0.1 ether}(batch, EVIDENCE);
    }

    function test_anUnresolvedBatchCanBeChallengedAgain() external {
        decide(disputeId, [INVALID, SILENT, SILENT, SILENT, SILENT]);
        disputeId = challenge(batch);
        assertStatus(2, IRollup.BatchStatus.UNRESOLVED, "still");
        decide(disputeId, [VALID, VALID, VALID, SILENT, SILENT]);
        assertStatus(2, IRollup.BatchStatus.POSTED, "decided now");
    }

    function test_whatNoLaterVoteCanChangeIsClosedEarly() external {
        vote(disputeId, [INVALID, INVALID, SILENT, INVALID, SILENT]);
        uint64 revealUntil = disputes.disputeOf(disputeId).revealUntil;
        vm.assertLt(block.timestamp, revealUntil, "early");
        disputes.close(disputeId);
        assertClosed(IDisputeCourt.DisputeStatus.UPHELD);
        vm.expectRevert(
            abi.encodeWithSelector(IDisputeCourt.DisputeNotOpen.selector, disputeId, IDisputeCourt.DisputeStatus.UPHELD)
        );
        disputes.close(disputeId);
    }

    function test_anybodyClosesWhenTheTimeIsOverAndNobodyBefore() external {
        vote(disputeId, [INVALID, INVALID, SILENT, SILENT, SILENT]);
        uint64 until = disputes.disputeOf(disputeId).revealUntil;
        passTo(until);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.TallyNotDecided.selector, until, until));
        disputes.close(disputeId);
        passTo(until + 1);
        disputes.close(disputeId);
        assertClosed(IDisputeCourt.DisputeStatus.INCONCLUSIVE);
        vm.assertLe(until, disputes.disputeOf(disputeId).filedAt + 120, "within T_max");
    }

    function test_laterFilersJoinWithTheirOwnBondAndEvidence() external {
        bytes32 more = keccak256("more evidence");
        vm.prank(second);
        disputes.join{value: 0.3 ether}(disputeId, more);
        IDisputeCourt.Filer[] memory filers = disputes.filersOf(disputeId);
        vm.assertEq(filers.length, 2, "two");
        vm.assertEq(filers[1].account, second, "the second");
        vm.assertEq(filers[1].bond, 0.3 ether, "its bond");
        vm.assertEq(filers[1].evidenceHash, more, "its evidence");
        decide(disputeId, [VALID, VALID, VALID, VALID, VALID]);
        disputes.settleFiler(disputeId, 1);
        disputes.settleFiler(disputeId, 0);
        vm.assertEq(vault.bondOf(account(second)).reserved, 0.3 ether, "both pay");
        vm.assertEq(vault.bondOf(account(challenger)).reserved, 0.1 ether, "each its own");
    }

    function test_theRulesOfTheFilingDecide() external {
        IRuleBook.Rule[] memory changed = new IRuleBook.Rule[](1);
        changed[0] = voted(WRONG_EXECUTION, IRuleBook.Penalty.SAFETY, IRuleBook.Remedy.ROLLBACK);
        vm.prank(admin);
        book.changeRules(changed);
        decide(disputeId, [INVALID, INVALID, INVALID, INVALID, INVALID]);
        bytes32 faultId = disputes.disputeOf(disputeId).faultId;
        vm.assertEq(vault.slashOf(faultId).amount, 10 ether, "the full bond of version 1");
        vm.assertEq(faults.faultOf(faultId).rulesVersion, 1, "version");
    }

    function test_theSeatsOfTheFilingVote() external {
        IWitnessRegistry.SeatConfig[] memory arriving = new IWitnessRegistry.SeatConfig[](1);
        arriving[0] = seatConfig(7);
        vault.deposit{value: 1 ether}(account(witnessOwner(7)));
        uint64[] memory leaving = new uint64[](1);
        leaving[0] = 1;
        vm.prank(admin);
        seats.changeSeats(leaving, arriving);
        vote(disputeId, [INVALID, INVALID, INVALID, SILENT, SILENT]);
        disputes.close(disputeId);
        assertClosed(IDisputeCourt.DisputeStatus.UPHELD);
    }

    function test_aWitnessEarnsNothingByItsOwnChallenge() external {
        decide(disputeId, [SILENT, SILENT, SILENT, SILENT, SILENT]);
        vm.deal(witnessOwner(0), 1 ether);
        vm.prank(witnessOwner(0));
        disputeId = disputes.challenge{value: 0.1 ether}(batch, EVIDENCE);
        decide(disputeId, [INVALID, INVALID, INVALID, SILENT, SILENT]);
        vm.assertEq(vault.slashOf(disputes.disputeOf(disputeId).faultId).proverReward, 0, "nothing");
    }

    function test_aDisputeOfABatchThatIsVoidMeanwhileStillPunishes() external {
        bytes32 faultId = proveAndHold(first);
        IRollup.ParentBatch memory genesis;
        proposeAndRatify(faultId, genesis);
        executeAfterVeto(faultId, genesis);
        assertStatus(2, IRollup.BatchStatus.VOIDED, "void");
        decide(disputeId, [INVALID, INVALID, INVALID, SILENT, SILENT]);
        vm.assertEq(vault.slashOf(disputes.disputeOf(disputeId).faultId).amount, 9 ether, "punished");
        vm.assertEq(faults.faultOf(disputes.disputeOf(disputeId).faultId).heldCommitment, bytes32(0), "nothing held");
    }

    /// @dev The verdict is a function of the votes alone, whoever comes first.
    function testFuzz_theVerdictDependsOnTheVotesAndNotOnTheirOrder(uint8[5] memory said, uint256 order) external {
        uint256[5] memory tally;
        uint256[5] memory turns;
        for (uint256 i = 0; i < SEATS; ++i) {
            said[i] = said[i] % 4;
            ++tally[said[i]];
            turns[i] = i;
        }
        for (uint256 i = SEATS - 1; i > 0; --i) {
            uint256 j = uint256(keccak256(abi.encode(order, i))) % (i + 1);
            (turns[i], turns[j]) = (turns[j], turns[i]);
        }
        passTo(disputes.disputeOf(disputeId).evidenceUntil + 1);
        for (uint256 i = 0; i < SEATS; ++i) {
            uint256 seat = turns[i];
            if (said[seat] != SILENT) commitVote(seat, verdictOf(disputeId, said[seat]));
        }
        passTo(disputes.disputeOf(disputeId).commitUntil + 1);
        for (uint256 i = SEATS; i > 0; --i) {
            uint256 seat = turns[i - 1];
            if (said[seat] != SILENT) revealVote(seat, verdictOf(disputeId, said[seat]));
        }
        passTo(disputes.disputeOf(disputeId).revealUntil + 1);
        disputes.close(disputeId);
        if (tally[INVALID] >= 3) assertClosed(IDisputeCourt.DisputeStatus.UPHELD);
        else if (tally[VALID] >= 3) assertClosed(IDisputeCourt.DisputeStatus.REJECTED);
        else assertClosed(IDisputeCourt.DisputeStatus.INCONCLUSIVE);
    }
}
