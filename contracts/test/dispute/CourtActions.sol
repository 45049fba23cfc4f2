// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Roles} from "../../src/deployment/Roles.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {ProvenFault} from "../../src/dispute/IFaultChecker.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {CourtRecord} from "./CourtRecord.sol";

/// @notice What parties, witnesses and everybody else may try around the court, in any order. What must never be taken reverts with
/// {Accepted}; what may come too early or too late is tried. Keeps its own account of batches, verdicts and consents.
contract CourtActions is CourtRecord {
    uint256 private constant MAX_BATCHES = 64;
    uint256 private constant MAX_DISPUTES = 64;

    error WrongVerdict(bytes32 disputeId, uint256 expected, uint256 found);

    constructor() payable {
        vm.deal(address(this), 1_000_000 ether);
        setUp();
        vm.deal(address(this), 1_000_000 ether);
        vm.deal(challenger, 1_000_000 ether);
        grant(Roles.ROLLBACK_VETO, user);
        lives.push();
        height = block.number;
        time = block.timestamp;
    }

    /// @dev One of the newest three mostly, of all sometimes.
    function pick(uint8 which, uint256 count) private pure returns (uint256) {
        return which % 8 == 0 ? which % count : count - 1 - (which / 8) % (count < 3 ? count : 3);
    }

    function mine(uint8 blocks) external onL1 {
        advance(blocks % 16 == 0 ? 8 : 1);
    }

    function postOne() external onL1 {
        if (lives.length > MAX_BATCHES) return;
        if (vault.bondOf(sequencerId).bonded < MIN_BOND) {
            vault.deposit{value: 10 ether}(sequencerId);
            advance(1);
        }
        passTo(block.timestamp + 1);
        post(next());
        lives.push(Life(head, tip, keccak256(abi.encode(commitmentOf(head))), IRollup.BatchStatus.POSTED));
        tip = lives.length - 1;
    }

    function finalizeSome(uint8 count) external onL1 {
        uint64 floor = rollup.finalFloor();
        for (uint256 i = 0; i < 1 + count % 6; ++i) {
            uint256 place = placeAt(floor + 1 + uint64(i));
            if (place == 0) return;
            if (count % 2 == 0) passTo(lives[place].batch.postedAt + CHALLENGE_WINDOW_SECONDS + 1);
            try this.finalizeFrom(lives[place].batch) {
                finalCommitments[floor + 1 + uint64(i)] = lives[place].commitment;
                highestFloor = floor + 1 + uint64(i);
            } catch {
                return;
            }
        }
    }

    /// @dev Any batch that was ever posted, void or final ones too.
    function proveOrder(uint8 which, uint8 kind, bool thenHold) external onL1 {
        if (lives.length == 1) return;
        uint256 place = 1 + pick(which, lives.length - 1);
        ProvenFault memory found = faultIn(3 + kind % 3, lives[place].batch);
        bool known = placeOf[found.faultId] != 0;
        if (!known) commit(found, prover);
        else try this.commitAgain(found) {} catch {}
        passTo(block.timestamp + 1);
        try faults.prove(found.kind, prover, abi.encode(found)) {
            if (known) revert Accepted(1);
            placeOf[found.faultId] = place;
            faultIds.push(found.faultId);
        } catch {
            if (!known) revert Accepted(2);
        }
        if (thenHold) holdIt(found.faultId);
    }

    function commitAgain(ProvenFault memory found) external {
        commit(found, prover);
    }

    function hold(uint8 which) external onL1 {
        if (faultIds.length > 0) holdIt(faultIds[pick(which, faultIds.length)]);
    }

    function holdIt(bytes32 faultId) private {
        IRollup.BatchCommitment memory opening = commitmentOf(lives[placeOf[faultId]].batch);
        try faults.hold(faultId, opening) {} catch {}
    }

    function propose(uint8 which) external onL1 {
        if (faultIds.length > 0) proposeIt(faultIds[pick(which, faultIds.length)]);
    }

    function proposeIt(bytes32 faultId) private {
        try controller.propose(lives[lives[placeOf[faultId]].parent].batch, faultId) {} catch {}
    }

    /// @dev Some seats consent; fewer than three of five are never enough.
    function ratify(uint8 which, uint8 first, uint8 count) external onL1 {
        if (faultIds.length > 0) ratifyIt(faultIds[pick(which, faultIds.length)], first, 1 + count % SEATS);
    }

    function ratifyIt(bytes32 faultId, uint256 first, uint256 signers) private {
        bytes[] memory signatures = ratifications(faultId, first % (SEATS - signers + 1), signers);
        try controller.ratify(faultId, signatures) {
            if (signers < 3) revert Accepted(3);
            consented[faultId][controller.proposalOf(faultId).generation] = true;
        } catch {}
    }

    function execute(uint8 which) external onL1 {
        if (faultIds.length > 0) executeIt(faultIds[pick(which, faultIds.length)]);
    }

    function executeIt(bytes32 faultId) private {
        uint256 parent = lives[placeOf[faultId]].parent;
        uint64 generation = rollup.generation();
        try controller.execute(faultId, lives[parent].batch) {
            if (faults.faultOf(faultId).provenAt == 0) revert Accepted(4);
            if (!consented[faultId][generation] && !faults.faultOf(faultId).ratified) revert Accepted(5);
            ++rollbacks;
            head = lives[parent].batch;
            tip = parent;
        } catch {}
    }

    /// @dev Everybody does what the rules foresee for a fault.
    function followThrough(uint8 which) external onL1 {
        if (faultIds.length == 0) return;
        bytes32 faultId = faultIds[pick(which, faultIds.length)];
        holdIt(faultId);
        proposeIt(faultId);
        ratifyIt(faultId, which, 3);
        passTo(block.timestamp + 4);
        executeIt(faultId);
    }

    function endHold(uint8 which, uint8 how) external onL1 {
        if (faultIds.length == 0) return;
        bytes32 faultId = faultIds[pick(which, faultIds.length)];
        if (how % 16 == 0) {
            vm.prank(user);
            try controller.cancel(faultId) {} catch {}
            return;
        }
        try controller.expire(faultId) {} catch {}
    }

    function challengeOne(uint8 which) external onL1 {
        if (lives.length == 1 || disputeIds.length >= MAX_DISPUTES) return;
        uint256 place = 1 + pick(which, lives.length - 1);
        uint256 bond = disputes.challengeBondOf(challenger);
        vm.prank(challenger);
        try disputes.challenge{value: bond}(lives[place].batch, EVIDENCE) returns (bytes32 disputeId) {
            disputeIds.push(disputeId);
            placeOf[disputes.disputeOf(disputeId).faultId] = place;
        } catch {}
    }

    /// @dev A whole vote. What is closed says what the votes say.
    function decideOne(uint8 which, uint256 votes) external onL1 {
        if (disputeIds.length == 0) return;
        bytes32 disputeId = disputeIds[pick(which, disputeIds.length)];
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        if (dispute.status != IDisputeCourt.DisputeStatus.OPEN || block.timestamp > dispute.evidenceUntil) return;
        uint8[5] memory verdicts;
        uint256[4] memory tally;
        for (uint256 i = 0; i < SEATS; ++i) {
            uint256 said = (votes >> (8 * i)) % 10;
            // Most seats agree mostly.
            verdicts[i] = said < 4 ? uint8(said) : uint8(1 + (votes >> 48) % 2);
            ++tally[verdicts[i]];
        }
        decide(disputeId, verdicts);
        IDisputeCourt.DisputeStatus expected = IDisputeCourt.DisputeStatus.INCONCLUSIVE;
        if (tally[INVALID] > 2) expected = IDisputeCourt.DisputeStatus.UPHELD;
        if (tally[VALID] > 2) expected = IDisputeCourt.DisputeStatus.REJECTED;
        checkClosed(disputeId, expected);
    }

    function checkClosed(bytes32 disputeId, IDisputeCourt.DisputeStatus expected) private {
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        if (dispute.status != expected) revert WrongVerdict(disputeId, uint256(expected), uint256(dispute.status));
        bool upheld = expected == IDisputeCourt.DisputeStatus.UPHELD;
        if (upheld != (faults.faultOf(dispute.faultId).provenAt != 0)) revert Accepted(6);
        if (upheld) faultIds.push(dispute.faultId);
    }

    /// @dev Nobody voted: every dispute can be closed when its time is over.
    function closeOverdue(uint8 which) external onL1 {
        if (disputeIds.length == 0) return;
        bytes32 disputeId = disputeIds[pick(which, disputeIds.length)];
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        if (dispute.status != IDisputeCourt.DisputeStatus.OPEN) return;
        if (block.timestamp <= dispute.revealUntil && which % 4 != 0) return;
        passTo(dispute.revealUntil + 1);
        disputes.close(disputeId);
        checkClosed(disputeId, IDisputeCourt.DisputeStatus.INCONCLUSIVE);
    }

    function attest(uint8 which, uint8 verdict, uint8 count) external onL1 {
        if (disputeIds.length == 0) return;
        uint256 place = placeOf[disputes.disputeOf(disputeIds[pick(which, disputeIds.length)]).faultId];
        uint256 signers = 1 + count % SEATS;
        bytes[] memory signatures = attestations(lives[place].batch, 1 + verdict % 3, signers);
        try disputes.clearAttested(lives[place].batch, signatures) {
            if (signers < 3 || verdict % 3 != 0) revert Accepted(7);
        } catch {}
    }

    function settle(uint8 which) external onL1 {
        if (disputeIds.length == 0) return;
        try disputes.settleFiler(disputeIds[pick(which, disputeIds.length)], 0) {} catch {}
    }

    function executeSlash(uint8 which) external onL1 {
        if (faultIds.length == 0) return;
        try vault.executeSlash(faultIds[pick(which, faultIds.length)]) {} catch {}
    }

    /// @dev Nothing leaves before the evidence horizon.
    function takeBondBack(uint96 amount, uint16 wait) external onL1 {
        IBondVault.Bond memory bond = vault.bondOf(sequencerId);
        if (bond.bonded <= bond.locked) return;
        vm.prank(operator);
        vault.requestWithdrawal(sequencerId, bound(amount, 1, bond.bonded - bond.locked));
        uint256 seconds_ = wait % (wait % 8 == 0 ? 1200 : 10);
        passTo(block.timestamp + 1 + seconds_);
        try vault.releaseWithdrawal(sequencerId) {
            if (1 + seconds_ < 600) revert Accepted(8);
        } catch {
            if (1 + seconds_ >= 600) revert Accepted(9);
        }
    }

    /// @dev Without the role nobody voids, holds, frees or slashes.
    function usurp(uint8 which, uint8 what, address who) external onL1 {
        if (lives.length == 1) return;
        if (who == address(controller) || who == address(faults) || who == address(disputes)) return;
        Life storage life = lives[which % lives.length];
        IFaultRegister.Fault memory made;
        bytes memory call = abi.encodeCall(rollup.rollbackTo, (life.batch, bytes32(uint256(1))));
        address target = address(rollup);
        if (what % 6 == 1) call = abi.encodeCall(rollup.clear, (life.batch.header.number));
        if (what % 6 == 2) call = abi.encodeCall(rollup.contest, (life.batch.header.number));
        if (what % 6 == 3) target = address(faults);
        if (what % 6 == 3) call = abi.encodeCall(faults.recordUpheld, (bytes32("x"), made, life.commitment, who));
        if (what % 6 == 4) target = address(vault);
        if (what % 6 == 4) call = abi.encodeCall(vault.queueSlash, (sequencerId, bytes32("x"), 1 ether, who, 0));
        if (what % 6 == 5) target = address(controller);
        if (what % 6 == 5) call = abi.encodeCall(controller.cancel, (bytes32("x")));
        vm.prank(who);
        (bool taken,) = target.call(call);
        if (taken) revert Accepted(10);
    }
}
