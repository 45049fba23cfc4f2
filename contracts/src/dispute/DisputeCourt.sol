// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {BatchAttestation, CandorTypes} from "../libraries/CandorTypes.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {ISequencerRegistry} from "../rollup/ISequencerRegistry.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {Majorities} from "../witness/Majorities.sol";
import {DisputeVoting} from "./DisputeVoting.sol";
import {IBondVault} from "./IBondVault.sol";
import {IDisputeCourt} from "./IDisputeCourt.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title DisputeCourt
/// @notice See {IDisputeCourt}.
contract DisputeCourt is DisputeVoting, UUPSUpgradeable {
    using CandorTypes for *;

    /// @dev Filers of one dispute.
    uint256 public constant MAX_FILERS = 16;
    uint8 private constant WRONG_EXECUTION = 8;
    uint8 private constant FRIVOLOUS_CHALLENGE = 12;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address rollup_, address witnessRegistry_, address faultRegister_)
        external
        initializer
    {
        __AccessManaged_init(authority_);
        DisputeCourtStorage storage $ = _storage();
        $.rollup = IRollup(rollup_);
        $.witnessRegistry = IWitnessRegistry(witnessRegistry_);
        $.faultRegister = IFaultRegister(faultRegister_);
        $.ruleBook = IRuleBook($.faultRegister.ruleBook());
        $.bondVault = IBondVault($.faultRegister.bondVault());
        $.parameterRegistry = IParameterRegistry($.rollup.parameterRegistry());
        $.sequencerRegistry = ISequencerRegistry($.rollup.sequencerRegistry());
    }

    /// @inheritdoc IDisputeCourt
    function challenge(IRollup.ParentBatch calldata batch, bytes32 evidenceHash)
        external
        payable
        returns (bytes32 disputeId)
    {
        DisputeCourtStorage storage $ = _storage();
        uint64 number = batch.header.number;
        (bytes32 commitment, bytes32 batchHash) = _openBatch($, batch);
        IFaultRegister.BatchHold memory held = $.faultRegister.holdOf(commitment);
        require(held.liveDispute == bytes32(0), DisputeLive(held.liveDispute));
        require(!held.decided, BatchAlreadyDecided(number));
        (bytes32 accused,,,) = $.sequencerRegistry.signerAt(batch.header.l1OriginNumber);
        bytes32 faultId = keccak256(
            abi.encode(WRONG_EXECUTION, accused, $.rollup.rollupId(), abi.encode(batch.header.generation, number))
        );
        require($.faultRegister.faultOf(faultId).provenAt == 0, FaultAlreadyProven(faultId));
        disputeId = keccak256(abi.encode(faultId, block.number));
        Dispute storage dispute = $.disputes[disputeId];
        require(dispute.status == DisputeStatus.NONE, DisputeLive(disputeId));
        dispute.status = DisputeStatus.OPEN;
        dispute.number = number;
        dispute.generation = batch.header.generation;
        dispute.faultId = faultId;
        dispute.accused = accused;
        dispute.batchHash = batchHash;
        dispute.commitment = commitment;
        _schedule($, dispute);
        emit DisputeFiled(
            disputeId,
            faultId,
            number,
            batchHash,
            dispute.rulesHash,
            dispute.evidenceUntil,
            dispute.commitUntil,
            dispute.revealUntil
        );
        $.faultRegister.openDispute(number, commitment, disputeId);
        _file($, disputeId, evidenceHash);
    }

    /// @inheritdoc IDisputeCourt
    function join(bytes32 disputeId, bytes32 evidenceHash) external payable {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = _openDispute($, disputeId);
        _requirePhase(dispute.filedAt, dispute.evidenceUntil);
        _file($, disputeId, evidenceHash);
    }

    /// @inheritdoc IDisputeCourt
    function close(bytes32 disputeId) external {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = _openDispute($, disputeId);
        bool upheld = Majorities.isMajority(dispute.invalidVotes, dispute.seats);
        bool rejected = Majorities.isMajority(dispute.validVotes, dispute.seats);
        // Before the end only what no later vote could change.
        require(
            rejected || (upheld && dispute.twoOperators) || block.timestamp > dispute.revealUntil,
            TallyNotDecided(dispute.revealUntil, uint64(block.timestamp))
        );
        dispute.closedAt = uint64(block.timestamp);
        dispute.status = upheld ? DisputeStatus.UPHELD : rejected ? DisputeStatus.REJECTED : DisputeStatus.INCONCLUSIVE;
        emit DisputeClosed(disputeId, dispute.status, dispute.seats, dispute.invalidVotes, dispute.validVotes);
        if (upheld) _uphold($, disputeId, dispute);
        $.faultRegister.endDispute(dispute.number, dispute.commitment, rejected, !upheld && !rejected);
    }

    /// @inheritdoc IDisputeCourt
    function settleFiler(bytes32 disputeId, uint256 place) external {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = $.disputes[disputeId];
        require(dispute.closedAt != 0, DisputeNotOpen(disputeId, dispute.status));
        require(place < $.filers[disputeId].length, FilerNotFound(place));
        Filer storage filer = $.filers[disputeId][place];
        require(!filer.settled, FilerAlreadySettled(place));
        bool slashed = dispute.status == DisputeStatus.REJECTED;
        uint64 frozenUntil = dispute.closedAt + dispute.freezeSeconds;
        require(slashed || block.timestamp > frozenUntil, BondFrozen(frozenUntil, uint64(block.timestamp)));
        filer.settled = true;
        emit FilerSettled(disputeId, filer.account, filer.bond, slashed);
        bytes32 account = _accountOf(filer.account);
        $.bondVault.unlock(account, filer.bond);
        if (slashed) _slashFiler($, disputeId, dispute, filer, account);
    }

    /// @inheritdoc IDisputeCourt
    function clearAttested(IRollup.ParentBatch calldata batch, bytes[] calldata signatures) external {
        DisputeCourtStorage storage $ = _storage();
        uint64 number = batch.header.number;
        (bytes32 commitment, bytes32 batchHash) = _openBatch($, batch);
        require($.faultRegister.holdOf(commitment).unresolved, BatchNotUnresolved(number));
        BatchAttestation memory attestation = BatchAttestation({
            rollupId: batch.header.rollupId,
            generation: batch.header.generation,
            number: number,
            batchHash: batchHash,
            executionHash: batch.executionHash,
            verdict: VALID
        });
        bytes32 digest = $.rollup.domainSeparator().digest(attestation.hash());
        Majorities.requireMajority($.witnessRegistry, uint64(block.timestamp) - 1, digest, signatures);
        emit BatchAttestedValid(number, commitment);
        $.faultRegister.resolve(number, commitment);
    }

    /// @dev Everything that could change later is fixed at filing: rules, seats, deadlines.
    function _schedule(DisputeCourtStorage storage $, Dispute storage dispute) private {
        uint64 current = uint64(block.timestamp);
        uint64 version = $.ruleBook.latestVersion();
        $.ruleBook.ruleOf(WRONG_EXECUTION, version);
        $.ruleBook.ruleOf(FRIVOLOUS_CHALLENGE, version);
        dispute.rulesVersion = version;
        dispute.rulesHash = $.ruleBook.hashOf(version);
        dispute.filedAt = current;
        dispute.evidenceUntil = current + _seconds(ParameterKeys.DISPUTE_EVIDENCE_SECONDS);
        dispute.commitUntil = dispute.evidenceUntil + _seconds(ParameterKeys.DISPUTE_COMMIT_SECONDS);
        dispute.revealUntil = dispute.commitUntil + _seconds(ParameterKeys.DISPUTE_REVEAL_SECONDS);
        uint64 maximum = _seconds(ParameterKeys.DISPUTE_MAX_SECONDS);
        require(dispute.revealUntil <= current + maximum, DisputeTooLong(maximum, dispute.revealUntil - current));
        dispute.freezeSeconds = _seconds(ParameterKeys.CHALLENGE_BOND_FREEZE_SECONDS);
        dispute.seatsAsOf = current - 1;
        dispute.seats = uint32($.witnessRegistry.seatCountAt(current - 1));
        require(dispute.seats > 0, SeatsMissing());
    }

    function _file(DisputeCourtStorage storage $, bytes32 disputeId, bytes32 evidenceHash) private {
        uint256 required = challengeBondOf(msg.sender);
        require(msg.value >= required, ChallengeBondTooLow(required, msg.value));
        Filer[] storage filers = $.filers[disputeId];
        require(filers.length < MAX_FILERS, FilerCountOutOfRange(MAX_FILERS));
        for (uint256 i = 0; i < filers.length; ++i) {
            require(filers[i].account != msg.sender, FilerAlreadyJoined(msg.sender));
        }
        emit DisputeJoined(disputeId, msg.sender, filers.length, evidenceHash, msg.value);
        filers.push(Filer({account: msg.sender, settled: false, bond: msg.value, evidenceHash: evidenceHash}));
        $.evidence[disputeId][evidenceHash] = true;
        bytes32 account = _accountOf(msg.sender);
        $.bondVault.deposit{value: msg.value}(account);
        $.bondVault.lock(account, msg.value);
    }

    function _uphold(DisputeCourtStorage storage $, bytes32 disputeId, Dispute storage dispute) private {
        IFaultRegister.Fault memory fault;
        fault.kind = WRONG_EXECUTION;
        fault.rulesVersion = dispute.rulesVersion;
        fault.accused = dispute.accused;
        fault.generation = dispute.generation;
        fault.number = dispute.number;
        fault.batchHash = dispute.batchHash;
        fault.ratified = dispute.twoOperators;
        // A witness earns nothing by its own vote.
        address filer = $.filers[disputeId][0].account;
        if (_isWitness($, filer)) filer = address(0);
        $.faultRegister.recordUpheld(dispute.faultId, fault, dispute.commitment, filer);
    }

    /// @dev F12.
    function _slashFiler(
        DisputeCourtStorage storage $,
        bytes32 disputeId,
        Dispute storage dispute,
        Filer storage filer,
        bytes32 account
    ) private {
        ++$.rejectedChallenges[filer.account];
        bytes32 faultId =
            keccak256(abi.encode(FRIVOLOUS_CHALLENGE, account, $.rollup.rollupId(), abi.encode(disputeId)));
        IFaultRegister.Fault memory fault;
        fault.kind = FRIVOLOUS_CHALLENGE;
        fault.rulesVersion = dispute.rulesVersion;
        fault.accused = account;
        address defendant = $.sequencerRegistry.sequencer(dispute.accused).operator;
        if (_isWitness($, defendant)) defendant = address(0);
        $.faultRegister.recordFrivolous(faultId, fault, filer.bond, defendant);
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
