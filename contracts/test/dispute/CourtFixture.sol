// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DisputeCourt} from "../../src/dispute/DisputeCourt.sol";
import {FaultRegister} from "../../src/dispute/FaultRegister.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {FaultyBatch, ProvenFault} from "../../src/dispute/IFaultChecker.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {RedressPool} from "../../src/dispute/RedressPool.sol";
import {RollbackController} from "../../src/dispute/RollbackController.sol";
import {RuleBook} from "../../src/dispute/RuleBook.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {BatchAttestation, CandorTypes, DisputeVerdict, RollbackRatification} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {WitnessRegistry} from "../../src/witness/WitnessRegistry.sol";
import {CourtRules} from "./CourtRules.sol";

/// @notice What parties and witnesses do before the court.
abstract contract CourtFixture is CourtRules {
    using CandorTypes for *;

    bytes32 internal constant EVIDENCE = keccak256("what re-execution found");

    address internal prover = address(0x99);
    address internal challenger = address(0xC4);

    WitnessRegistry internal seats;
    RuleBook internal book;
    FaultRegister internal faults;
    DisputeCourt internal disputes;
    RollbackController internal controller;
    RedressPool internal pool;

    function setUp() public virtual override {
        super.setUp();
        seats = WitnessRegistry(address(deployment.witnessRegistry()));
        book = RuleBook(address(deployment.ruleBook()));
        faults = FaultRegister(address(deployment.faultRegister()));
        disputes = DisputeCourt(address(deployment.disputeCourt()));
        controller = RollbackController(address(deployment.rollbackController()));
        pool = RedressPool(payable(address(deployment.redressPool())));
        vm.deal(challenger, 1000 ether);
    }

    /// @dev The next L1 block, at `time` or a second after the last if that is over.
    function passTo(uint256 time) internal {
        vm.roll(block.number + 1);
        vm.warp(time > block.timestamp ? time : block.timestamp + 1);
    }

    function account(address owner) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }

    function fault(uint8 kind, bytes32 accused, bytes memory slot) internal pure returns (ProvenFault memory found) {
        found.kind = kind;
        found.accused = accused;
        found.rollupId = ROLLUP_ID;
        found.slot = slot;
        found.faultId = keccak256(abi.encode(kind, accused, ROLLUP_ID, slot));
    }

    /// @dev A fault of the sequencer that lies in a batch.
    function faultIn(uint8 kind, IRollup.ParentBatch memory batch) internal view returns (ProvenFault memory found) {
        found = fault(kind, sequencerId, abi.encode(batch.header.generation, batch.header.number));
        found.batch = FaultyBatch(batch.header.generation, batch.header.number, batchHashOf(batch.header));
    }

    function commit(ProvenFault memory found, address by) internal {
        faults.commitProof(faults.proofCommitment(by, found.kind, keccak256(abi.encode(found))));
    }

    function prove(ProvenFault memory found) internal returns (bytes32) {
        commit(found, prover);
        passTo(block.timestamp + 1);
        return faults.prove(found.kind, prover, abi.encode(found));
    }

    /// @dev Proves a fault of order and keeps its batch open.
    function proveAndHold(IRollup.ParentBatch memory batch) internal returns (bytes32 faultId) {
        faultId = prove(faultIn(WRONG_ORDER, batch));
        faults.hold(faultId, commitmentOf(batch));
    }

    function challenge(IRollup.ParentBatch memory batch) internal returns (bytes32 disputeId) {
        uint256 bond = disputes.challengeBondOf(challenger);
        vm.prank(challenger);
        disputeId = disputes.challenge{value: bond}(batch, EVIDENCE);
    }

    function verdictOf(bytes32 disputeId, uint8 verdict) internal pure returns (DisputeVerdict memory) {
        return DisputeVerdict(disputeId, 0, verdict, EVIDENCE, GENESIS_TIMESTAMP);
    }

    function signVerdict(uint256 seat, DisputeVerdict memory verdict) internal view returns (bytes memory) {
        return signature(witnessKey(seat), rollup.domainSeparator().digest(verdict.hash()));
    }

    function commitVote(uint256 seat, DisputeVerdict memory verdict) internal {
        bytes32 hidden = disputes.voteCommitment(verdict, signVerdict(seat, verdict));
        bytes32 hash =
            keccak256(abi.encode(disputes.VOTE_COMMITMENT_TYPEHASH(), verdict.disputeId, verdict.round, hidden));
        bytes memory signed = signature(witnessKey(seat), rollup.domainSeparator().digest(hash));
        disputes.commitVote(verdict.disputeId, verdict.round, hidden, signed);
    }

    function revealVote(uint256 seat, DisputeVerdict memory verdict) internal {
        DisputeVerdict[] memory verdicts = new DisputeVerdict[](1);
        bytes[] memory signatures = new bytes[](1);
        (verdicts[0], signatures[0]) = (verdict, signVerdict(seat, verdict));
        disputes.revealVotes(verdicts, signatures);
    }

    /// @dev Commits and reveals what each seat says; SILENT seats do neither.
    function vote(bytes32 disputeId, uint8[5] memory verdicts) internal {
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        passTo(dispute.evidenceUntil + 1);
        for (uint256 i = 0; i < SEATS; ++i) {
            if (verdicts[i] != SILENT) commitVote(i, verdictOf(disputeId, verdicts[i]));
        }
        passTo(dispute.commitUntil + 1);
        for (uint256 i = 0; i < SEATS; ++i) {
            if (verdicts[i] != SILENT) revealVote(i, verdictOf(disputeId, verdicts[i]));
        }
    }

    function decide(bytes32 disputeId, uint8[5] memory verdicts) internal {
        vote(disputeId, verdicts);
        passTo(disputes.disputeOf(disputeId).revealUntil + 1);
        disputes.close(disputeId);
    }

    function ratifications(bytes32 faultId, uint256 first, uint256 count)
        internal
        view
        returns (bytes[] memory signatures)
    {
        IRollbackController.Proposal memory proposal = controller.proposalOf(faultId);
        RollbackRatification memory ratification =
            RollbackRatification(ROLLUP_ID, proposal.generation, faultId, proposal.anchorNumber, proposal.anchorHash);
        bytes32 digest = rollup.domainSeparator().digest(ratification.hash());
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            signatures[i] = signature(witnessKey(first + i), digest);
        }
    }

    function attestations(IRollup.ParentBatch memory batch, uint8 verdict, uint256 count)
        internal
        view
        returns (bytes[] memory signatures)
    {
        BatchAttestation memory attestation = BatchAttestation(
            ROLLUP_ID,
            batch.header.generation,
            batch.header.number,
            batchHashOf(batch.header),
            batch.executionHash,
            verdict
        );
        bytes32 digest = rollup.domainSeparator().digest(attestation.hash());
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            signatures[i] = signature(witnessKey(i), digest);
        }
    }

    function proposeAndRatify(bytes32 faultId, IRollup.ParentBatch memory anchor) internal {
        controller.propose(anchor, faultId);
        controller.ratify(faultId, ratifications(faultId, 0, 3));
    }

    function executeAfterVeto(bytes32 faultId, IRollup.ParentBatch memory anchor) internal {
        passTo(controller.proposalOf(faultId).executableAt);
        controller.execute(faultId, anchor);
        head = anchor;
    }

    /// @dev Posts `count` batches in consecutive L1 blocks, all still in the window of order faults.
    function posted(uint256 count) internal returns (IRollup.ParentBatch[] memory openings) {
        openings = new IRollup.ParentBatch[](count);
        for (uint256 i = 0; i < count; ++i) {
            post(next());
            openings[i] = head;
            passTo(block.timestamp + 1);
        }
    }

    function finalize(IRollup.ParentBatch memory batch) internal {
        IRollup.BatchCommitment[] memory openings = new IRollup.BatchCommitment[](1);
        openings[0] = commitmentOf(batch);
        rollup.finalize(batch.header.number, openings);
    }

    function expectNotFinal(IRollup.ParentBatch memory batch, IRollup.BatchStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchStatusUnfit.selector, batch.header.number, status));
        this.finalizeFrom(batch);
    }

    function finalizeFrom(IRollup.ParentBatch memory batch) external {
        finalize(batch);
    }

    /// @dev In force from the next block on.
    function setParameter(bytes32 key, uint256 value) internal {
        IParameterRegistry.ParameterChange[] memory changes = new IParameterRegistry.ParameterChange[](1);
        changes[0] = IParameterRegistry.ParameterChange(key, value);
        vm.prank(admin);
        parameters.scheduleValues(changes, uint64(block.number) + 1);
        passTo(block.timestamp + 1);
    }

    function assertStatus(uint64 number, IRollup.BatchStatus expected, string memory message) internal view {
        vm.assertEq(uint256(rollup.statusOf(number)), uint256(expected), message);
    }
}
