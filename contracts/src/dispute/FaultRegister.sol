// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {FaultRegisterState} from "./FaultRegisterState.sol";
import {IBondVault} from "./IBondVault.sol";
import {IFaultChecker, ProvenFault} from "./IFaultChecker.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title FaultRegister
/// @notice See {IFaultRegister}.
contract FaultRegister is FaultRegisterState, UUPSUpgradeable {
    /// @dev As in BondVault: of a slash half is burned, and the prover gets a twentieth and its gas at most.
    uint256 private constant BPS = 10_000;
    uint256 private constant BURN_SHARE_BPS = 5000;
    uint256 private constant PROVER_SHARE_BPS = 500;
    uint256 private constant PROVER_GAS_ALLOWANCE_WEI = 0.02 ether;
    /// @dev Gas of a proof that is not measured: the call itself, its input, the commitment before, the queueing.
    uint256 private constant UNMEASURED_GAS = 250_000;
    /// @dev A credit takes as many parts of 10,000 of the compensation that, after burning and rewarding, all of it is left to redress.
    uint256 private constant CREDIT_PENALTY_BPS = 22_223;
    /// @dev Doublings of a penalty.
    uint256 private constant MAX_DOUBLINGS = 16;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address rollup_, address ruleBook_, address bondVault_)
        external
        initializer
    {
        __AccessManaged_init(authority_);
        FaultRegisterStorage storage $ = _storage();
        $.rollup = IRollup(rollup_);
        $.ruleBook = IRuleBook(ruleBook_);
        $.bondVault = IBondVault(bondVault_);
        $.parameterRegistry = IParameterRegistry($.rollup.parameterRegistry());
    }

    /// @inheritdoc IFaultRegister
    function commitProof(bytes32 commitment) external {
        FaultRegisterStorage storage $ = _storage();
        uint64 height = $.proofCommitments[commitment];
        uint64 current = uint64(block.number);
        require(height == 0 || current > height + _lifetime(), ProofAlreadyCommitted(commitment));
        $.proofCommitments[commitment] = current;
        emit ProofCommitted(commitment, msg.sender);
    }

    /// @inheritdoc IFaultRegister
    function prove(uint8 kind, address prover, bytes calldata evidence) external returns (bytes32 faultId) {
        uint256 gasAtStart = gasleft();
        FaultRegisterStorage storage $ = _storage();
        _checkCommitment($, proofCommitment(prover, kind, keccak256(evidence)));
        IRuleBook.Rule memory rule;
        Fault memory fault;
        (faultId, fault, rule) = _check($, kind, evidence);
        _record($, faultId, fault, rule, prover);
        // A credit is small: gas would eat what is left for redress.
        if (rule.penalty == IRuleBook.Penalty.CREDIT) gasAtStart = 0;
        _punish($, faultId, fault.accused, _penaltyOf($, fault.accused, rule.penalty), prover, gasAtStart);
    }

    /// @inheritdoc IFaultRegister
    function hold(bytes32 faultId, IRollup.BatchCommitment calldata opening) external {
        FaultRegisterStorage storage $ = _storage();
        Fault storage fault = $.faults[faultId];
        require(fault.provenAt != 0, FaultNotProven(faultId));
        require(fault.remedy == IRuleBook.Remedy.ROLLBACK && !fault.released, RemedyNotRollback(faultId));
        if (fault.heldCommitment != bytes32(0)) return;
        require(opening.batchHash == fault.batchHash, BatchNotTheFaulty(fault.batchHash, opening.batchHash));
        bytes32 commitment = keccak256(abi.encode(opening));
        bytes32 posted = $.rollup.commitmentOf(fault.number);
        require(commitment == posted, CommitmentNotPosted(fault.number, posted, commitment));
        uint64 endedAt = opening.postedAt + fault.windowSeconds;
        require(fault.provenAt <= endedAt, RollbackWindowClosed(endedAt, fault.provenAt));
        _hold($, faultId, fault, commitment);
    }

    /// @inheritdoc IFaultRegister
    function releaseHold(bytes32 faultId, bool unresolved) external restricted {
        FaultRegisterStorage storage $ = _storage();
        Fault storage fault = $.faults[faultId];
        require(fault.heldCommitment != bytes32(0) && !fault.released, HoldNotOpen(faultId));
        fault.released = true;
        BatchHold storage batch = $.holds[fault.heldCommitment];
        --batch.openFaults;
        if (unresolved) batch.unresolved = true;
        emit HoldReleased(faultId, fault.number, unresolved);
        _settleBatch($, fault.number, fault.heldCommitment);
    }

    /// @inheritdoc IFaultRegister
    function openDispute(uint64 number, bytes32 commitment, bytes32 disputeId) external restricted {
        FaultRegisterStorage storage $ = _storage();
        $.holds[commitment].liveDispute = disputeId;
        _keepOpen($, number);
    }

    /// @inheritdoc IFaultRegister
    function endDispute(uint64 number, bytes32 commitment, bool decided, bool unresolved) external restricted {
        FaultRegisterStorage storage $ = _storage();
        BatchHold storage batch = $.holds[commitment];
        batch.liveDispute = bytes32(0);
        if (decided) (batch.decided, batch.unresolved) = (true, false);
        if (unresolved) batch.unresolved = true;
        _settleBatch($, number, commitment);
    }

    /// @inheritdoc IFaultRegister
    function resolve(uint64 number, bytes32 commitment) external restricted {
        FaultRegisterStorage storage $ = _storage();
        ($.holds[commitment].decided, $.holds[commitment].unresolved) = (true, false);
        _settleBatch($, number, commitment);
    }

    /// @inheritdoc IFaultRegister
    function recordUpheld(bytes32 faultId, Fault calldata fault, bytes32 commitment, address prover)
        external
        restricted
    {
        uint256 gasAtStart = gasleft();
        FaultRegisterStorage storage $ = _storage();
        IRuleBook.Rule memory rule = $.ruleBook.ruleOf(fault.kind, fault.rulesVersion);
        _record($, faultId, fault, rule, prover);
        _punish($, faultId, fault.accused, _penaltyOf($, fault.accused, rule.penalty), prover, gasAtStart);
        if ($.rollup.commitmentOf(fault.number) == commitment) _hold($, faultId, $.faults[faultId], commitment);
    }

    /// @inheritdoc IFaultRegister
    function recordFrivolous(bytes32 faultId, Fault calldata fault, uint256 amount, address defendant)
        external
        restricted
    {
        FaultRegisterStorage storage $ = _storage();
        IRuleBook.Rule memory rule = $.ruleBook.ruleOf(fault.kind, fault.rulesVersion);
        _record($, faultId, fault, rule, defendant);
        _punish($, faultId, fault.accused, amount, defendant, gasleft());
    }

    /// @inheritdoc IFaultRegister
    function proofCommitment(address prover, uint8 kind, bytes32 evidenceHash) public pure returns (bytes32) {
        return keccak256(abi.encode(prover, kind, evidenceHash));
    }

    /// @dev The checker of the newest rules says what is proven; that its answer fits the question is not its word alone.
    function _check(FaultRegisterStorage storage $, uint8 kind, bytes calldata evidence)
        private
        view
        returns (bytes32 faultId, Fault memory fault, IRuleBook.Rule memory rule)
    {
        fault.rulesVersion = $.ruleBook.latestVersion();
        rule = $.ruleBook.ruleOf(kind, fault.rulesVersion);
        require(rule.decision == IRuleBook.Decision.CHECKER, DecidedByVote(kind));
        ProvenFault memory proven = IFaultChecker(rule.checker).check(evidence);
        faultId = proven.faultId;
        bytes32 expected = keccak256(abi.encode(kind, proven.accused, $.rollup.rollupId(), proven.slot));
        require(proven.kind == kind && faultId == expected, CheckerAnswerInconsistent(kind, faultId));
        fault.kind = kind;
        fault.accused = proven.accused;
        fault.generation = proven.batch.generation;
        fault.number = proven.batch.number;
        fault.batchHash = proven.batch.batchHash;
    }

    /// @dev Once per fault, for ever.
    function _record(
        FaultRegisterStorage storage $,
        bytes32 faultId,
        Fault memory fault,
        IRuleBook.Rule memory rule,
        address prover
    ) private {
        require($.faults[faultId].provenAt == 0, FaultAlreadyProven(faultId));
        fault.remedy = rule.remedy;
        fault.provenAt = uint64(block.timestamp);
        fault.provenHeight = uint64(block.number);
        if (rule.window != bytes32(0)) fault.windowSeconds = _seconds(rule.window);
        $.faults[faultId] = fault;
        emit FaultProven(faultId, fault.kind, fault.accused, prover, fault.generation, fault.number, fault.rulesVersion);
    }

    function _hold(FaultRegisterStorage storage $, bytes32 faultId, Fault storage fault, bytes32 commitment) private {
        fault.heldCommitment = commitment;
        ++$.holds[commitment].openFaults;
        emit BatchHeld(faultId, fault.number, commitment);
        _keepOpen($, fault.number);
    }

    /// @dev Queues the penalty, gas repaid from `gasAtStart` on unless that is 0; a fault stays proven when there is nothing left to slash.
    function _punish(
        FaultRegisterStorage storage $,
        bytes32 faultId,
        bytes32 accused,
        uint256 amount,
        address prover,
        uint256 gasAtStart
    ) private {
        uint256 taken = Math.min(amount, _reachable($, accused));
        if (taken == 0) {
            emit PenaltyUncollectable(faultId, accused);
            return;
        }
        uint256 reward = 0;
        if (prover != address(0)) {
            reward = taken * PROVER_SHARE_BPS / BPS;
            if (gasAtStart != 0) {
                uint256 gasWei = (gasAtStart - gasleft() + UNMEASURED_GAS) * block.basefee;
                reward += Math.min(gasWei, PROVER_GAS_ALLOWANCE_WEI);
            }
            reward = Math.min(reward, taken - Math.ceilDiv(taken * BURN_SHARE_BPS, BPS));
        }
        $.bondVault.queueSlash(accused, faultId, amount, prover, reward);
    }

    function _penaltyOf(FaultRegisterStorage storage $, bytes32 accused, IRuleBook.Penalty penalty)
        private
        returns (uint256)
    {
        if (penalty == IRuleBook.Penalty.SAFETY) return _parameter(ParameterKeys.PENALTY_SAFETY_WEI);
        if (penalty == IRuleBook.Penalty.WITNESS) {
            uint256 before = $.contradictions[accused]++;
            return _parameter(ParameterKeys.PENALTY_WITNESS_WEI) << Math.min(before, MAX_DOUBLINGS);
        }
        if (penalty == IRuleBook.Penalty.CREDIT) return _takeCredit($, accused);
        return type(uint256).max;
    }

    /// @dev An interval begins with its first credit. What is above the cap is not lost: it can be proven in the next one.
    function _takeCredit(FaultRegisterStorage storage $, bytes32 accused) private returns (uint256 amount) {
        Credits storage credits = $.credits[accused];
        uint64 until = credits.startedAt + _seconds(ParameterKeys.PENALTY_OUTAGE_INTERVAL_SECONDS);
        if (credits.startedAt == 0 || block.timestamp >= until) {
            credits.startedAt = uint64(block.timestamp);
            credits.takenWei = 0;
        }
        uint256 compensation = $.rollup.policyAt(uint64(block.number) - 1).compensationWei;
        amount = Math.ceilDiv(compensation * CREDIT_PENALTY_BPS, BPS);
        uint256 cap = _parameter(ParameterKeys.PENALTY_CREDIT_CAP_WEI);
        require(credits.takenWei + amount <= cap, CreditCapReached(accused, cap, until));
        credits.takenWei += amount;
    }

    /// @dev A copied proof earns nothing: who sees it first in this block could only have committed in this block.
    function _checkCommitment(FaultRegisterStorage storage $, bytes32 commitment) private view {
        uint64 height = $.proofCommitments[commitment];
        uint64 current = uint64(block.number);
        require(height != 0, ProofNotCommitted(commitment));
        require(current > height, ProofRevealedTooEarly(height + 1, current));
        uint64 latest = height + _lifetime();
        require(current <= latest, ProofCommitmentExpired(latest, current));
    }

    function _lifetime() private view returns (uint64) {
        return _seconds(ParameterKeys.PROOF_COMMITMENT_BLOCKS);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
