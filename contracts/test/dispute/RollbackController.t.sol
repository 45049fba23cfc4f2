// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {Majorities} from "../../src/witness/Majorities.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Propose, ratify, wait for a veto, execute.
contract RollbackControllerTest is CourtFixture {
    address private governance = address(0x60);
    IRollup.ParentBatch private genesis;
    IRollup.ParentBatch[4] private batches;

    function setUp() public override {
        super.setUp();
        IRollup.ParentBatch[] memory openings = posted(4);
        for (uint256 i = 0; i < 4; ++i) {
            batches[i] = openings[i];
        }
        grant(Roles.ROLLBACK_VETO, governance);
    }

    function refusePropose(IRollup.ParentBatch memory anchor, bytes32 faultId, bytes memory reason) private {
        vm.expectRevert(reason);
        controller.propose(anchor, faultId);
    }

    function refuseRatify(bytes32 faultId, bytes[] memory signatures, bytes memory reason) private {
        vm.expectRevert(reason);
        controller.ratify(faultId, signatures);
    }

    function refuseExecute(bytes32 faultId, IRollup.ParentBatch memory anchor, bytes memory reason) private {
        vm.expectRevert(reason);
        controller.execute(faultId, anchor);
    }

    function unfit(bytes32 faultId, IRollbackController.ProposalStatus status) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRollbackController.ProposalStatusUnfit.selector, faultId, status);
    }

    function test_aProvenFaultIsRatifiedAndVoidsWhatFollowsItsParent() external {
        bytes32 faultId = proveAndHold(batches[2]);
        controller.propose(batches[1], faultId);
        IRollbackController.Proposal memory proposal = controller.proposalOf(faultId);
        vm.assertEq(proposal.anchorNumber, 2, "anchor");
        vm.assertEq(proposal.anchorHash, batchHashOf(batches[1].header), "anchor hash");
        vm.assertEq(proposal.seatsAsOf, block.timestamp - 1, "seats");
        vm.assertEq(controller.ratifyUntil(faultId), block.timestamp + 120, "time to ratify");
        controller.ratify(faultId, ratifications(faultId, 0, 3));
        vm.assertEq(controller.proposalOf(faultId).executableAt, block.timestamp + 4, "veto window");
        passTo(block.timestamp + 4);
        vm.expectEmit(address(rollup));
        emit IRollup.RollbackExecuted(1, 3, 2, batchHashOf(batches[1].header), faultId);
        controller.execute(faultId, batches[1]);
        vm.assertEq(rollup.generation(), 1, "generation");
        vm.assertEq(rollup.latestNumber(), 2, "latest");
        assertStatus(2, IRollup.BatchStatus.POSTED, "the anchor stays");
        assertStatus(3, IRollup.BatchStatus.VOIDED, "the faulty one is void");
        assertStatus(4, IRollup.BatchStatus.VOIDED, "and what follows");
        refuseExecute(faultId, batches[1], unfit(faultId, IRollbackController.ProposalStatus.EXECUTED));
        head = batches[1];
        post(next());
        assertStatus(3, IRollup.BatchStatus.POSTED, "the next generation starts free");
    }

    function test_theFirstBatchCanBeVoidedToGenesis() external {
        bytes32 faultId = proveAndHold(batches[0]);
        proposeAndRatify(faultId, genesis);
        executeAfterVeto(faultId, genesis);
        vm.assertEq(rollup.latestNumber(), 0, "all void");
    }

    function test_nothingIsProposedWithoutAHeldFault() external {
        bytes32 unknown = keccak256("unknown");
        refusePropose(genesis, unknown, abi.encodeWithSelector(IRollbackController.FaultNotHeld.selector, unknown));
        bytes32 faultId = prove(faultIn(WRONG_ORDER, batches[2]));
        refusePropose(batches[1], faultId, abi.encodeWithSelector(IRollbackController.FaultNotHeld.selector, faultId));
    }

    function test_theAnchorIsTheFaultyBatchsParentAsItWasPosted() external {
        bytes32 faultId = proveAndHold(batches[2]);
        bytes4 notParent = IRollbackController.AnchorNotParent.selector;
        refusePropose(batches[0], faultId, abi.encodeWithSelector(notParent, uint64(2), uint64(1)));
        refusePropose(batches[2], faultId, abi.encodeWithSelector(notParent, uint64(2), uint64(3)));
        IRollup.ParentBatch memory altered = batches[1];
        altered.executionHash = keccak256("other");
        bytes32 found = keccak256(abi.encode(commitmentOf(altered)));
        refusePropose(
            altered,
            faultId,
            abi.encodeWithSelector(
                IRollbackController.AnchorMismatch.selector, uint64(2), rollup.commitmentOf(2), found
            )
        );
    }

    function test_anAnchorWithAnOpenFaultIsRefusedUntilThatOneIsGone() external {
        bytes32 younger = proveAndHold(batches[2]);
        bytes32 older = proveAndHold(batches[1]);
        refusePropose(
            batches[1], younger, abi.encodeWithSelector(IRollbackController.AnchorFaulty.selector, uint64(2), uint32(1))
        );
        proposeAndRatify(older, batches[0]);
        executeAfterVeto(older, batches[0]);
        assertStatus(3, IRollup.BatchStatus.VOIDED, "void with its parent");
        refusePropose(
            batches[1],
            younger,
            abi.encodeWithSelector(IRollbackController.FaultyBatchVoid.selector, younger, uint64(3))
        );
    }

    function test_noMoreBatchesAreVoidedThanTheBound() external {
        setParameter("rollback.maxVoidBatches", 2);
        bytes32 tooOld = proveAndHold(batches[1]);
        refusePropose(
            batches[0],
            tooOld,
            abi.encodeWithSelector(IRollbackController.TooManyBatchesVoid.selector, uint64(2), uint64(3))
        );
        bytes32 faultId = proveAndHold(batches[3]);
        controller.propose(batches[2], faultId);
        refusePropose(
            batches[2],
            faultId,
            abi.encodeWithSelector(IRollbackController.AlreadyProposed.selector, faultId, uint64(0))
        );
    }

    function test_ratifyingTakesMoreThanHalfOfAllSeatsEachOnce() external {
        bytes32 faultId = proveAndHold(batches[2]);
        refuseRatify(faultId, ratifications(faultId, 0, 3), unfit(faultId, IRollbackController.ProposalStatus.NONE));
        controller.propose(batches[1], faultId);
        refuseRatify(
            faultId,
            ratifications(faultId, 0, 2),
            abi.encodeWithSelector(Majorities.MajorityMissing.selector, uint64(5), uint256(2))
        );
        bytes[] memory twice = ratifications(faultId, 0, 3);
        twice[2] = twice[1];
        refuseRatify(
            faultId, twice, abi.encodeWithSelector(Majorities.SeatsNotAscending.selector, uint64(2), uint64(2))
        );
        bytes[] memory foreign = ratifications(faultId, 3, 3);
        refuseRatify(
            faultId,
            foreign,
            abi.encodeWithSelector(Majorities.SeatSignatureInvalid.selector, uint256(2), vm.addr(witnessKey(5)))
        );
        controller.ratify(faultId, ratifications(faultId, 2, 3));
        refuseRatify(faultId, ratifications(faultId, 0, 3), unfit(faultId, IRollbackController.ProposalStatus.RATIFIED));
    }

    function test_oneOperatorAloneCannotRatify() external {
        uint64[] memory leaving = new uint64[](4);
        for (uint64 i = 0; i < 4; ++i) {
            leaving[i] = i + 2;
        }
        vm.prank(admin);
        seats.changeSeats(leaving, new IWitnessRegistry.SeatConfig[](0));
        bytes32 faultId = proveAndHold(batches[2]);
        controller.propose(batches[1], faultId);
        refuseRatify(
            faultId,
            ratifications(faultId, 0, 1),
            abi.encodeWithSelector(IRollbackController.OneOperatorOnly.selector, faultId)
        );
    }

    function test_notRatifiedInTimeTheBatchBecomesFinalAndThePenaltyStays() external {
        bytes32 faultId = proveAndHold(batches[0]);
        controller.propose(genesis, faultId);
        uint64 until = controller.ratifyUntil(faultId);
        passTo(until);
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.RatificationOpen.selector, until, until));
        controller.expire(faultId);
        passTo(until + 1);
        refuseRatify(
            faultId,
            ratifications(faultId, 0, 3),
            abi.encodeWithSelector(IRollbackController.RatificationClosed.selector, until, until + 1)
        );
        controller.expire(faultId);
        assertStatus(1, IRollup.BatchStatus.POSTED, "free");
        finalize(batches[0]);
        vm.assertEq(rollup.finalFloor(), 1, "final");
        vault.executeSlash(faultId);
        vm.assertEq(vault.payableTo(address(pool)), 0.45 ether, "redress");
        vm.expectRevert(abi.encodeWithSelector(IRollbackController.FaultNotHeld.selector, faultId));
        controller.expire(faultId);
        IRollup.BatchCommitment memory opening = commitmentOf(batches[0]);
        vm.expectRevert(abi.encodeWithSelector(IFaultRegister.RemedyNotRollback.selector, faultId));
        faults.hold(faultId, opening);
    }

    function test_nothingIsProposedAfterTheTimeToRatify() external {
        bytes32 faultId = proveAndHold(batches[0]);
        uint64 until = controller.ratifyUntil(faultId);
        passTo(until + 1);
        refusePropose(
            genesis, faultId, abi.encodeWithSelector(IRollbackController.RatificationClosed.selector, until, until + 1)
        );
    }

    function test_inTheVetoWindowGovernanceCanOnlyCancel() external {
        bytes32 faultId = proveAndHold(batches[2]);
        proposeAndRatify(faultId, batches[1]);
        uint64 executableAt = controller.proposalOf(faultId).executableAt;
        passTo(executableAt - 1);
        refuseExecute(
            faultId,
            batches[1],
            abi.encodeWithSelector(IRollbackController.VetoWindowOpen.selector, executableAt, executableAt - 1)
        );
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, admin));
        vm.prank(admin);
        controller.cancel(faultId);
        vm.prank(governance);
        controller.cancel(faultId);
        assertStatus(3, IRollup.BatchStatus.POSTED, "free again");
        passTo(executableAt);
        refuseExecute(faultId, batches[1], unfit(faultId, IRollbackController.ProposalStatus.CANCELLED));
    }

    function test_onlyWhatIsRatifiedCanBeCancelled() external {
        bytes32 faultId = proveAndHold(batches[2]);
        controller.propose(batches[1], faultId);
        vm.expectRevert(unfit(faultId, IRollbackController.ProposalStatus.PROPOSED));
        vm.prank(governance);
        controller.cancel(faultId);
    }

    function test_aRatifiedRollbackDoesNotExpire() external {
        bytes32 faultId = proveAndHold(batches[2]);
        proposeAndRatify(faultId, batches[1]);
        passTo(controller.ratifyUntil(faultId) + 1);
        vm.expectRevert(unfit(faultId, IRollbackController.ProposalStatus.RATIFIED));
        controller.expire(faultId);
        executeAfterVeto(faultId, batches[1]);
        vm.assertEq(rollup.latestNumber(), 2, "executed late");
    }

    function test_aRollbackIsExecutedToTheAnchorThatWasRatified() external {
        bytes32 faultId = proveAndHold(batches[2]);
        proposeAndRatify(faultId, batches[1]);
        passTo(controller.proposalOf(faultId).executableAt);
        refuseExecute(
            faultId,
            batches[0],
            abi.encodeWithSelector(IRollbackController.AnchorNotParent.selector, uint64(2), uint64(1))
        );
    }
}
