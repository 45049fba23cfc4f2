// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {Test} from "../foundry/Test.sol";
import {CourtActions} from "./CourtActions.sol";

/// @notice What stays true around the court, whoever does what in which order. The handler itself refuses what must never be taken:
/// rollbacks without fault or majority, second penalties, verdicts that the votes do not say, bonds that leave too early, wrong arrows.
/// forge-config: default.invariant.runs = 64
/// forge-config: nightly.invariant.runs = 10000
contract CourtInvariantsTest is Test {
    CourtActions private actions;
    IRollup private rollup;
    IBondVault private vault;
    address private pool;

    function setUp() external {
        actions = new CourtActions();
        (rollup, vault, pool) = actions.contracts();
        bytes4[] memory selectors = new bytes4[](24);
        selectors[0] = CourtActions.mine.selector;
        selectors[1] = CourtActions.postOne.selector;
        selectors[2] = CourtActions.postOne.selector;
        selectors[3] = CourtActions.postOne.selector;
        selectors[4] = CourtActions.finalizeSome.selector;
        selectors[5] = CourtActions.proveOrder.selector;
        selectors[6] = CourtActions.hold.selector;
        selectors[7] = CourtActions.propose.selector;
        selectors[8] = CourtActions.propose.selector;
        selectors[9] = CourtActions.ratify.selector;
        selectors[10] = CourtActions.ratify.selector;
        selectors[11] = CourtActions.execute.selector;
        selectors[12] = CourtActions.endHold.selector;
        selectors[13] = CourtActions.challengeOne.selector;
        selectors[14] = CourtActions.decideOne.selector;
        selectors[15] = CourtActions.closeOverdue.selector;
        selectors[16] = CourtActions.attest.selector;
        selectors[17] = CourtActions.settle.selector;
        selectors[18] = CourtActions.executeSlash.selector;
        selectors[19] = CourtActions.usurp.selector;
        selectors[20] = CourtActions.takeBondBack.selector;
        selectors[21] = CourtActions.followThrough.selector;
        selectors[22] = CourtActions.decideOne.selector;
        selectors[23] = CourtActions.attest.selector;
        targetActions(address(actions), selectors);
    }

    /// @dev All of them after every step, so that a step is made once for all.
    function invariant_ofTheCourt() external view {
        generationsAreTheRollbacksThatWereConsentedTo();
        theFinalFloorNeverFallsAndWhatIsFinalNeverChanges();
        moneyIsConserved();
        everyDisputeEndsByItsMaximum();
        everyFaultHasAtMostOnePenaltyOfItsAccused();
        whatFollowsAVoidBatchIsVoid();
    }

    /// @dev One long walk shows that the handler comes where the invariants matter.
    function test_theHandlerReachesRollbacksVerdictsAndFinality() external {
        bytes4[] memory steps = targetSelectors()[0].selectors;
        for (uint256 i = 0; i < 900; ++i) {
            bytes32 random = keccak256(abi.encode("walk", i));
            bytes memory arguments = abi.encode(uint8(random[1]), uint8(random[2]), uint8(random[3]) % 2);
            bytes4 step = steps[uint8(random[0]) % steps.length];
            if (step == CourtActions.decideOne.selector) arguments = abi.encode(uint8(random[1]), random);
            if (step == CourtActions.takeBondBack.selector) arguments = abi.encode(uint96(bytes12(random)), uint16(i));
            (bool done, bytes memory reason) = address(actions).call(abi.encodePacked(step, arguments));
            vm.assertTrue(done, string(reason));
        }
        uint256[5] memory statuses;
        IDisputeCourt.Dispute[] memory disputes = actions.openDisputes();
        for (uint256 i = 0; i < disputes.length; ++i) {
            ++statuses[uint256(disputes[i].status)];
        }
        vm.assertGe(actions.rollbacks(), 2, "rollbacks");
        vm.assertGe(statuses[uint256(IDisputeCourt.DisputeStatus.UPHELD)], 1, "upheld");
        vm.assertGe(statuses[uint256(IDisputeCourt.DisputeStatus.REJECTED)], 1, "rejected");
        vm.assertGe(statuses[uint256(IDisputeCourt.DisputeStatus.INCONCLUSIVE)], 2, "inconclusive");
        vm.assertGe(actions.faultCount(), 10, "faults");
        vm.assertGe(rollup.finalFloor(), 1, "final");
        vm.assertGe(vault.totalBurned(), 1 ether, "burned");
    }

    /// @dev 1 and 4: each rollback was counted with its fault and its consent.
    function generationsAreTheRollbacksThatWereConsentedTo() private view {
        vm.assertEq(rollup.generation(), actions.rollbacks(), "generation");
    }

    /// @dev 2.
    function theFinalFloorNeverFallsAndWhatIsFinalNeverChanges() private view {
        uint64 floor = rollup.finalFloor();
        vm.assertEq(floor, actions.highestFloor(), "floor");
        for (uint64 number = 1; number <= floor; ++number) {
            vm.assertEq(rollup.commitmentOf(number), actions.finalCommitments(number), "final");
        }
    }

    /// @dev 3.
    function moneyIsConserved() private view {
        vm.assertEq(
            vault.totalDeposited(),
            vault.totalLocked() + vault.totalPayable() + vault.totalPaid() + vault.totalBurned(),
            "conserved"
        );
        vm.assertEq(address(vault).balance, vault.totalLocked() + vault.totalPayable(), "backed");
    }

    /// @dev 5: what is open ends by T_max; {CourtActions.closeOverdue} shows that it can be closed then.
    function everyDisputeEndsByItsMaximum() private view {
        IDisputeCourt.Dispute[] memory disputes = actions.openDisputes();
        for (uint256 i = 0; i < disputes.length; ++i) {
            vm.assertLe(disputes[i].revealUntil - disputes[i].filedAt, 120, "T_max");
        }
    }

    /// @dev 7: every fault is proven, and its one slash is within the bond of the accused.
    function everyFaultHasAtMostOnePenaltyOfItsAccused() private view {
        uint256 count = actions.faultCount();
        for (uint256 i = 0; i < count; ++i) {
            (IFaultRegister.Fault memory fault, IBondVault.Slash memory slash) = actions.faultAt(i);
            vm.assertTrue(fault.provenAt != 0, "proven");
            if (slash.status == IBondVault.SlashStatus.NONE) continue;
            vm.assertEq(slash.account, fault.accused, "accused");
            vm.assertLe(slash.proverReward, slash.amount / 20 + 0.02 ether, "reward");
            vm.assertLe(slash.proverReward + vault.redressOf(actions.faultIdAt(i)), slash.amount / 2, "half burns");
        }
    }

    /// @dev 8.
    function whatFollowsAVoidBatchIsVoid() private view {
        uint256 count = actions.lifeCount();
        for (uint256 i = 1; i < count; ++i) {
            (, uint256 parent, IRollup.BatchStatus status) = actions.lifeAt(i);
            if (parent == 0) continue;
            (,, IRollup.BatchStatus before) = actions.lifeAt(parent);
            if (before == IRollup.BatchStatus.VOIDED) {
                vm.assertTrue(status == IRollup.BatchStatus.VOIDED, "descendant");
            }
        }
    }
}
