// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {DisputeVerdict} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {Majorities} from "../../src/witness/Majorities.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What the court does not take.
contract DisputeRefusalsTest is CourtFixture {
    address private second = address(0xC5);
    IRollup.ParentBatch private batch;

    function setUp() public override {
        super.setUp();
        vm.deal(second, 100 ether);
        batch = posted(1)[0];
    }

    function refuseChallenge(uint256 bond, bytes memory reason) private {
        vm.prank(second);
        vm.expectRevert(reason);
        disputes.challenge{value: bond}(batch, EVIDENCE);
    }

    function refusePhase(uint64 from, uint64 until) private {
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.NotInPhase.selector, from, until, uint64(block.timestamp)));
    }

    // What a refused call would have sent, made before the refusal is expected.
    function commitFrom(uint256 seat, DisputeVerdict calldata verdict) external {
        commitVote(seat, verdict);
    }

    function test_aChallengeCostsItsBond() external {
        refuseChallenge(
            0.1 ether - 1, abi.encodeWithSelector(IDisputeCourt.ChallengeBondTooLow.selector, 0.1 ether, 0.1 ether - 1)
        );
    }

    function test_onlyWhatIsPostedAndNotFinalCanBeChallenged() external {
        uint64 endsAt = batch.postedAt + batch.challengeWindow;
        batch.executionHash = keccak256("other");
        bytes32 found = keccak256(abi.encode(commitmentOf(batch)));
        refuseChallenge(
            0.1 ether,
            abi.encodeWithSelector(IDisputeCourt.CommitmentNotPosted.selector, uint64(1), rollup.commitmentOf(1), found)
        );
        batch = head;
        passTo(endsAt + 1);
        finalize(batch);
        refuseChallenge(
            0.1 ether,
            abi.encodeWithSelector(IFaultRegister.BatchNotOpen.selector, uint64(1), IRollup.BatchStatus.FINAL)
        );
    }

    function test_oneDisputePerBatchIsLive() external {
        bytes32 disputeId = challenge(batch);
        refuseChallenge(0.1 ether, abi.encodeWithSelector(IDisputeCourt.DisputeLive.selector, disputeId));
        passTo(block.timestamp + 1);
        refuseChallenge(0.1 ether, abi.encodeWithSelector(IDisputeCourt.DisputeLive.selector, disputeId));
    }

    function test_whatIsUpheldIsNotJudgedAgain() external {
        bytes32 disputeId = challenge(batch);
        decide(disputeId, [INVALID, INVALID, INVALID, SILENT, SILENT]);
        bytes32 faultId = disputes.disputeOf(disputeId).faultId;
        refuseChallenge(0.1 ether, abi.encodeWithSelector(IDisputeCourt.FaultAlreadyProven.selector, faultId));
    }

    function test_aDisputeMustEndWithinItsMaximum() external {
        setParameter("dispute.maxSeconds", 59);
        refuseChallenge(
            0.1 ether, abi.encodeWithSelector(IDisputeCourt.DisputeTooLong.selector, uint64(59), uint64(60))
        );
    }

    function test_withoutSeatsThereIsNoCourt() external {
        uint64[] memory leaving = seats.seatIds();
        vm.prank(admin);
        seats.changeSeats(leaving, new IWitnessRegistry.SeatConfig[](0));
        passTo(block.timestamp + 1);
        refuseChallenge(0.1 ether, abi.encodeWithSelector(IDisputeCourt.SeatsMissing.selector));
    }

    function test_filersJoinOnceAndInTimeAndNotWithoutEnd() external {
        bytes32 disputeId = challenge(batch);
        vm.startPrank(second);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.ChallengeBondTooLow.selector, 0.1 ether, 0));
        disputes.join(disputeId, EVIDENCE);
        disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.FilerAlreadyJoined.selector, second));
        disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        vm.stopPrank();
        for (uint160 i = 0; i < 14; ++i) {
            vm.deal(address(0xF11E + i), 1 ether);
            vm.prank(address(0xF11E + i));
            disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        }
        vm.deal(user, 1 ether);
        vm.startPrank(user);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.FilerCountOutOfRange.selector, uint256(16)));
        disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        passTo(dispute.evidenceUntil + 1);
        refusePhase(dispute.filedAt, dispute.evidenceUntil);
        disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        vm.stopPrank();
    }

    function test_votesAreCommittedOnceByASeatInTheirTime() external {
        bytes32 disputeId = challenge(batch);
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        DisputeVerdict memory verdict = verdictOf(disputeId, INVALID);
        passTo(dispute.evidenceUntil);
        refusePhase(dispute.evidenceUntil + 1, dispute.commitUntil);
        disputes.commitVote(disputeId, 0, keccak256("vote"), "");
        passTo(dispute.evidenceUntil + 1);
        commitVote(0, verdict);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.VoteAlreadyCommitted.selector, uint64(1)));
        this.commitFrom(0, verdict);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.SignerHasNoSeat.selector, vm.addr(witnessKey(9))));
        this.commitFrom(9, verdict);
        verdict.round = 1;
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.RoundMismatch.selector, uint8(0), uint8(1)));
        this.commitFrom(1, verdict);
        passTo(dispute.commitUntil + 1);
        refusePhase(dispute.evidenceUntil + 1, dispute.commitUntil);
        disputes.commitVote(disputeId, 0, keccak256("vote"), "");
        bytes32 unknown = keccak256("unknown");
        vm.expectRevert(
            abi.encodeWithSelector(IDisputeCourt.DisputeNotOpen.selector, unknown, IDisputeCourt.DisputeStatus.NONE)
        );
        disputes.commitVote(unknown, 0, keccak256("vote"), "");
    }

    function refuseReveal(uint256 seat, DisputeVerdict memory verdict, bytes memory reason) private {
        DisputeVerdict[] memory verdicts = new DisputeVerdict[](1);
        bytes[] memory signatures = new bytes[](1);
        (verdicts[0], signatures[0]) = (verdict, signVerdict(seat, verdict));
        vm.expectRevert(reason);
        disputes.revealVotes(verdicts, signatures);
    }

    function test_onlyWhatWasCommittedIsRevealedAndOnce() external {
        bytes32 disputeId = challenge(batch);
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        passTo(dispute.evidenceUntil + 1);
        DisputeVerdict memory verdict = verdictOf(disputeId, INVALID);
        commitVote(0, verdict);
        bytes memory early = abi.encodeWithSelector(
            IDisputeCourt.NotInPhase.selector, dispute.commitUntil + 1, dispute.revealUntil, dispute.evidenceUntil + 1
        );
        refuseReveal(0, verdict, early);
        passTo(dispute.commitUntil + 1);
        DisputeVerdict memory other = verdictOf(disputeId, VALID);
        bytes32 committed = disputes.voteCommitment(verdict, signVerdict(0, verdict));
        bytes32 found = disputes.voteCommitment(other, signVerdict(0, other));
        bytes4 uncommitted = IDisputeCourt.VoteNotCommitted.selector;
        refuseReveal(0, other, abi.encodeWithSelector(uncommitted, uint64(1), committed, found));
        bytes32 silent = disputes.voteCommitment(verdict, signVerdict(1, verdict));
        refuseReveal(1, verdict, abi.encodeWithSelector(uncommitted, uint64(2), bytes32(0), silent));
        revealVote(0, verdict);
        refuseReveal(0, verdict, abi.encodeWithSelector(IDisputeCourt.VoteAlreadyRevealed.selector, uint64(1)));
    }

    function test_aVoteNamesItsRoundAVerdictAndEvidenceOfTheDispute() external {
        bytes32 disputeId = challenge(batch);
        passTo(disputes.disputeOf(disputeId).commitUntil + 1);
        DisputeVerdict memory verdict = verdictOf(disputeId, 4);
        refuseReveal(0, verdict, abi.encodeWithSelector(IDisputeCourt.VerdictUnknown.selector, uint8(4)));
        verdict.verdict = 0;
        refuseReveal(0, verdict, abi.encodeWithSelector(IDisputeCourt.VerdictUnknown.selector, uint8(0)));
        verdict.verdict = INVALID;
        verdict.round = 1;
        refuseReveal(0, verdict, abi.encodeWithSelector(IDisputeCourt.RoundMismatch.selector, uint8(0), uint8(1)));
        verdict.round = 0;
        verdict.evidenceHash = keccak256("nobody's");
        bytes4 unknown = IDisputeCourt.EvidenceUnknown.selector;
        refuseReveal(0, verdict, abi.encodeWithSelector(unknown, verdict.evidenceHash));
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.CountMismatch.selector, uint256(1), uint256(0)));
        disputes.revealVotes(new DisputeVerdict[](1), new bytes[](0));
    }

    function test_bondsAreSettledAfterTheCloseOnly() external {
        bytes32 disputeId = challenge(batch);
        vm.expectRevert(
            abi.encodeWithSelector(IDisputeCourt.DisputeNotOpen.selector, disputeId, IDisputeCourt.DisputeStatus.OPEN)
        );
        disputes.settleFiler(disputeId, 0);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BondInsufficient.selector, account(challenger), 0, 0.1 ether));
        vault.requestWithdrawal(account(challenger), 0.1 ether);
        decide(disputeId, [VALID, VALID, VALID, SILENT, SILENT]);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.FilerNotFound.selector, uint256(1)));
        disputes.settleFiler(disputeId, 1);
    }

    function test_attestationsMustBeValidOnesOfMoreThanHalfOfAllSeats() external {
        bytes32 disputeId = challenge(batch);
        decide(disputeId, [INVALID, VALID, SILENT, SILENT, SILENT]);
        bytes[] memory two = attestations(batch, VALID, 2);
        vm.expectRevert(abi.encodeWithSelector(Majorities.MajorityMissing.selector, uint64(5), uint256(2)));
        disputes.clearAttested(batch, two);
        bytes[] memory invalid = attestations(batch, INVALID, 3);
        vm.expectPartialRevert(Majorities.SeatSignatureInvalid.selector);
        disputes.clearAttested(batch, invalid);
        bytes[] memory twice = attestations(batch, VALID, 3);
        twice[2] = twice[1];
        vm.expectRevert(abi.encodeWithSelector(Majorities.SeatsNotAscending.selector, uint64(2), uint64(2)));
        disputes.clearAttested(batch, twice);
        assertStatus(1, IRollup.BatchStatus.UNRESOLVED, "still");
    }
}
