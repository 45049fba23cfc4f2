// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {ProvenFault} from "../../src/dispute/IFaultChecker.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {CourtFixture} from "./CourtFixture.sol";
import {EncodedFaultChecker} from "./EncodedFaultChecker.sol";

/// @notice Faults that a checker proves: commit, prove, punish once.
contract FaultRegisterTest is CourtFixture {
    address private copier = address(0xC0B1E5);

    function equivocation(uint256 salt) private view returns (ProvenFault memory) {
        return fault(EQUIVOCATION, sequencerId, abi.encode(keccak256("type"), salt));
    }

    function refuseProof(ProvenFault memory found, address by, bytes memory reason) private {
        vm.expectRevert(reason);
        faults.prove(found.kind, by, abi.encode(found));
    }

    function test_aProofIsRecordedAndTakesTheWholeBond() external {
        ProvenFault memory found = equivocation(1);
        bytes32 faultId = prove(found);
        IFaultRegister.Fault memory recorded = faults.faultOf(faultId);
        vm.assertEq(faultId, found.faultId, "id");
        vm.assertEq(recorded.kind, EQUIVOCATION, "kind");
        vm.assertEq(recorded.accused, sequencerId, "accused");
        vm.assertEq(recorded.provenAt, block.timestamp, "time");
        vm.assertEq(recorded.provenHeight, block.number, "height");
        vm.assertEq(recorded.rulesVersion, 1, "rules");
        vm.assertTrue(recorded.remedy == IRuleBook.Remedy.COMPENSATION, "remedy");
        IBondVault.Slash memory slash = vault.slashOf(faultId);
        vm.assertEq(slash.account, sequencerId, "account");
        vm.assertEq(slash.amount, 10 ether, "all of it");
        vm.assertEq(slash.prover, prover, "prover");
        vm.assertEq(slash.proverReward, 0.5 ether, "a twentieth");
        vm.assertEq(slash.executableAt, block.timestamp + 30, "queued");
    }

    function test_ofASlashHalfIsBurnedATwentiethRewardsTheProverAndTheRestIsRedress() external {
        bytes32 faultId = prove(equivocation(1));
        vm.expectRevert(
            abi.encodeWithSelector(
                IBondVault.SlashNotExecutable.selector, uint64(block.timestamp) + 30, uint64(block.timestamp)
            )
        );
        vault.executeSlash(faultId);
        passTo(block.timestamp + 30);
        vault.executeSlash(faultId);
        vm.assertEq(vault.totalBurned(), 5 ether, "burned");
        vm.assertEq(vault.payableTo(prover), 0.5 ether, "prover");
        vm.assertEq(vault.payableTo(address(pool)), 4.5 ether, "redress");
        vm.assertEq(vault.redressOf(faultId), 4.5 ether, "said before");
    }

    function test_gasIsRepaidUpToTheAllowance() external {
        vm.fee(1 gwei);
        uint256 reward = vault.slashOf(prove(equivocation(1))).proverReward;
        vm.assertGe(reward, 0.5 ether + 250_000 gwei, "gas");
        vm.assertLt(reward, 0.5 ether + 1_000_000 gwei, "not more");
        vault.deposit{value: 10 ether}(sequencerId);
        vm.fee(1000 gwei);
        vm.assertEq(vault.slashOf(prove(equivocation(2))).proverReward, 0.52 ether, "at most the allowance");
    }

    function test_aCopiedProofEarnsNothing() external {
        ProvenFault memory found = equivocation(1);
        bytes memory evidence = abi.encode(found);
        commit(found, prover);
        passTo(block.timestamp + 1);
        // The copier sees the proof on its way and is first in the block.
        bytes32 copied = faults.proofCommitment(copier, found.kind, keccak256(evidence));
        refuseProof(found, copier, abi.encodeWithSelector(IFaultRegister.ProofNotCommitted.selector, copied));
        commit(found, copier);
        uint64 height = uint64(block.number);
        refuseProof(
            found, copier, abi.encodeWithSelector(IFaultRegister.ProofRevealedTooEarly.selector, height + 1, height)
        );
        // Whoever relays the prover's own proof works for the prover.
        vm.prank(copier);
        faults.prove(found.kind, prover, evidence);
        vm.assertEq(vault.slashOf(found.faultId).prover, prover, "the first prover's");
        passTo(block.timestamp + 1);
        refuseProof(found, copier, abi.encodeWithSelector(IFaultRegister.FaultAlreadyProven.selector, found.faultId));
        vm.assertEq(vault.slashOf(found.faultId).amount, 10 ether, "punished once");
    }

    function test_otherEvidenceOfTheSameFaultIsNoSecondPenalty() external {
        ProvenFault memory found = equivocation(1);
        prove(found);
        vault.deposit{value: 10 ether}(sequencerId);
        found.batch.number = 7;
        commit(found, copier);
        passTo(block.timestamp + 1);
        refuseProof(found, copier, abi.encodeWithSelector(IFaultRegister.FaultAlreadyProven.selector, found.faultId));
        vm.assertEq(vault.bondOf(sequencerId).bonded, 10 ether, "untouched");
    }

    function test_aCommitmentLivesFiftyBlocksAndCannotBeRenewedBefore() external {
        ProvenFault memory found = equivocation(1);
        bytes32 commitment = faults.proofCommitment(prover, found.kind, keccak256(abi.encode(found)));
        uint64 height = uint64(block.number);
        faults.commitProof(commitment);
        advance(50);
        vm.expectRevert(abi.encodeWithSelector(IFaultRegister.ProofAlreadyCommitted.selector, commitment));
        faults.commitProof(commitment);
        advance(1);
        refuseProof(
            found,
            prover,
            abi.encodeWithSelector(IFaultRegister.ProofCommitmentExpired.selector, height + 50, height + 51)
        );
        prove(found);
        vm.assertEq(vault.slashOf(found.faultId).amount, 10 ether, "committed again");
    }

    function test_whatTheCheckerRefusesIsNoFault() external {
        faults.commitProof(faults.proofCommitment(prover, EQUIVOCATION, keccak256("")));
        passTo(block.timestamp + 1);
        vm.expectRevert(EncodedFaultChecker.EvidenceEmpty.selector);
        faults.prove(EQUIVOCATION, prover, "");
    }

    function test_refusesACheckersAnswerToAnotherQuestion() external {
        ProvenFault memory found = equivocation(1);
        found.faultId = keccak256("mine");
        commit(found, prover);
        ProvenFault memory elsewhere = equivocation(2);
        elsewhere.faultId = keccak256(abi.encode(EQUIVOCATION, sequencerId, ROLLUP_ID + 1, elsewhere.slot));
        commit(elsewhere, prover);
        ProvenFault memory otherKind = equivocation(3);
        bytes memory evidence = abi.encode(otherKind);
        faults.commitProof(faults.proofCommitment(prover, WRONG_ORDER, keccak256(evidence)));
        passTo(block.timestamp + 1);
        bytes4 inconsistent = IFaultRegister.CheckerAnswerInconsistent.selector;
        refuseProof(found, prover, abi.encodeWithSelector(inconsistent, EQUIVOCATION, found.faultId));
        refuseProof(elsewhere, prover, abi.encodeWithSelector(inconsistent, EQUIVOCATION, elsewhere.faultId));
        vm.expectRevert(abi.encodeWithSelector(inconsistent, WRONG_ORDER, otherKind.faultId));
        faults.prove(WRONG_ORDER, prover, evidence);
    }

    function test_noProofDecidesWhatWitnessesVoteOnOrWhatNoRuleNames() external {
        ProvenFault memory found = fault(WRONG_EXECUTION, sequencerId, abi.encode(uint64(0), uint64(1)));
        commit(found, prover);
        ProvenFault memory unknown = fault(9, sequencerId, "");
        commit(unknown, prover);
        passTo(block.timestamp + 1);
        refuseProof(found, prover, abi.encodeWithSelector(IFaultRegister.DecidedByVote.selector, WRONG_EXECUTION));
        refuseProof(unknown, prover, abi.encodeWithSelector(IRuleBook.RuleUnknown.selector, uint8(9), uint64(1)));
    }

    function test_aFaultOfOrderTakesTheSafetyTier() external {
        IRollup.ParentBatch[] memory batches = posted(1);
        bytes32 faultId = prove(faultIn(WRONG_ORDER, batches[0]));
        vm.assertEq(vault.slashOf(faultId).amount, 1 ether, "safety");
        vm.assertEq(vault.bondOf(sequencerId).bonded, 9 ether, "the rest stays");
    }

    function test_creditsAreCappedPerOutageInterval() external {
        setParameter("penalty.creditCapWei", 0.005 ether);
        ProvenFault memory third = fault(BROKEN_PROMISE, sequencerId, abi.encode(false, uint64(3)));
        bytes32 first = prove(fault(BROKEN_PROMISE, sequencerId, abi.encode(false, uint64(1))));
        uint64 startedAt = uint64(block.timestamp);
        prove(fault(BROKEN_PROMISE, sequencerId, abi.encode(false, uint64(2))));
        vm.assertEq(vault.slashOf(first).amount, 0.002_222_3 ether, "compensation and what burning takes");
        vm.assertGe(vault.redressOf(first), 0.001 ether, "enough for the holder");
        commit(third, prover);
        passTo(block.timestamp + 1);
        bytes4 capped = IFaultRegister.CreditCapReached.selector;
        refuseProof(third, prover, abi.encodeWithSelector(capped, sequencerId, 0.005 ether, startedAt + 600));
        passTo(startedAt + 600);
        vm.assertEq(faults.prove(BROKEN_PROMISE, prover, abi.encode(third)), third.faultId, "in the next interval");
    }

    function test_aWitnessPaysTwiceAsMuchEachTime() external {
        bytes32 witness = account(witnessOwner(0));
        vault.deposit{value: 1 ether}(witness);
        bytes32 first = prove(fault(WITNESS_CONTRADICTION, witness, "1"));
        bytes32 second = prove(fault(WITNESS_CONTRADICTION, witness, "2"));
        bytes32 other = prove(fault(WITNESS_CONTRADICTION, account(witnessOwner(1)), "3"));
        vm.assertEq(vault.slashOf(first).amount, 0.05 ether, "first");
        vm.assertEq(vault.slashOf(second).amount, 0.1 ether, "second");
        vm.assertEq(vault.slashOf(other).amount, 0.05 ether, "another's first");
    }

    function test_aBondThatLeavesCanStillBeSlashed() external {
        vm.prank(operator);
        vault.requestWithdrawal(sequencerId, 9 ether);
        bytes32 faultId = prove(equivocation(1));
        vm.assertEq(vault.slashOf(faultId).amount, 10 ether, "what leaves too");
        vm.assertEq(vault.bondOf(sequencerId).leaving, 0, "nothing leaves");
    }

    function test_aFaultStaysProvenWhenNothingIsLeftToSlash() external {
        prove(equivocation(1));
        ProvenFault memory later = equivocation(2);
        commit(later, prover);
        passTo(block.timestamp + 1);
        vm.expectEmit(address(faults));
        emit IFaultRegister.PenaltyUncollectable(later.faultId, sequencerId);
        faults.prove(EQUIVOCATION, prover, abi.encode(later));
        vm.assertEq(faults.faultOf(later.faultId).provenAt, block.timestamp, "proven");
        vm.assertTrue(vault.slashOf(later.faultId).status == IBondVault.SlashStatus.NONE, "no slash");
    }
}
