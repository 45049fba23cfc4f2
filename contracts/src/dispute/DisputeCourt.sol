// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {BatchAttestation, CandorTypes, DisputeVerdict} from "../libraries/CandorTypes.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {ISequencerRegistry} from "../rollup/ISequencerRegistry.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {Majorities} from "../witness/Majorities.sol";
import {IBondVault} from "./IBondVault.sol";
import {IDisputeCourt} from "./IDisputeCourt.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title DisputeCourt
/// @notice See {IDisputeCourt}.
contract DisputeCourt is IDisputeCourt, AccessManagedUpgradeable, UUPSUpgradeable {
    using CandorTypes for *;
    using SafeCast for uint256;

    /// @dev Filers of one dispute.
    uint256 public constant MAX_FILERS = 16;
    uint8 private constant WRONG_EXECUTION = 8;
    uint8 private constant FRIVOLOUS_CHALLENGE = 12;
    uint8 private constant VALID = 1;
    uint8 private constant INVALID = 2;
    uint8 private constant UNAVAILABLE = 3;

    /// @inheritdoc IDisputeCourt
    bytes32 public constant VOTE_COMMITMENT_TYPEHASH =
        keccak256("VoteCommitment(bytes32 disputeId,uint8 round,bytes32 commitment)");

    /// @dev Doublings of the price of a challenge.
    uint256 private constant MAX_DOUBLINGS = 16;

    /// @custom:storage-location erc7201:candor.storage.DisputeCourt
    struct DisputeCourtStorage {
        IRollup rollup;
        IWitnessRegistry witnessRegistry;
        IFaultRegister faultRegister;
        IRuleBook ruleBook;
        IBondVault bondVault;
        IParameterRegistry parameterRegistry;
        ISequencerRegistry sequencerRegistry;
        mapping(bytes32 disputeId => Dispute) disputes;
        mapping(bytes32 disputeId => Filer[]) filers;
        mapping(bytes32 disputeId => mapping(bytes32 evidenceHash => bool)) evidence;
        mapping(bytes32 disputeId => mapping(uint64 seatId => bytes32)) voteCommitments;
        mapping(bytes32 disputeId => mapping(uint64 seatId => uint8)) votes;
        mapping(address filer => uint256) rejectedChallenges;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.DisputeCourt")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x2e805655a00d20306a4d93c05a491534e5f8fc3c082ad49284f168606ff21500;

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
    function commitVote(bytes32 disputeId, uint8 round, bytes32 commitment, bytes calldata signature) external {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = _openDispute($, disputeId);
        _requirePhase(dispute.evidenceUntil + 1, dispute.commitUntil);
        require(round == dispute.round, RoundMismatch(dispute.round, round));
        bytes32 digest = $.rollup.domainSeparator()
            .digest(keccak256(abi.encode(VOTE_COMMITMENT_TYPEHASH, disputeId, round, commitment)));
        (uint64 seatId,) = _seatOf($, digest, signature, dispute.seatsAsOf);
        require($.voteCommitments[disputeId][seatId] == bytes32(0), VoteAlreadyCommitted(seatId));
        $.voteCommitments[disputeId][seatId] = commitment;
        emit VoteCommitted(disputeId, seatId, round, commitment);
    }

    /// @inheritdoc IDisputeCourt
    function revealVotes(DisputeVerdict[] calldata verdicts, bytes[] calldata signatures) external {
        require(verdicts.length == signatures.length, CountMismatch(verdicts.length, signatures.length));
        for (uint256 i = 0; i < verdicts.length; ++i) {
            _revealVote(verdicts[i], signatures[i]);
        }
    }

    /// @inheritdoc IDisputeCourt
    function close(bytes32 disputeId) external {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = _openDispute($, disputeId);
        bool upheld = Majorities.isMajority(dispute.invalidVotes, dispute.seats);
        bool rejected = Majorities.isMajority(dispute.validVotes, dispute.seats);
        require(
            upheld || rejected || block.timestamp > dispute.revealUntil,
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

    /// @inheritdoc IDisputeCourt
    function voteCommitment(DisputeVerdict calldata verdict, bytes calldata signature) public view returns (bytes32) {
        return keccak256(abi.encode(_digestOf(_storage(), verdict), keccak256(signature)));
    }

    /// @inheritdoc IDisputeCourt
    function challengeBondOf(address filer) public view returns (uint256) {
        uint256 doublings = Math.min(_storage().rejectedChallenges[filer], MAX_DOUBLINGS);
        return _parameter(ParameterKeys.CHALLENGE_BOND_WEI) << doublings;
    }

    /// @inheritdoc IDisputeCourt
    function disputeOf(bytes32 disputeId) external view returns (Dispute memory) {
        return _storage().disputes[disputeId];
    }

    /// @inheritdoc IDisputeCourt
    function filersOf(bytes32 disputeId) external view returns (Filer[] memory) {
        return _storage().filers[disputeId];
    }

    /// @inheritdoc IDisputeCourt
    function rollup() external view returns (address) {
        return address(_storage().rollup);
    }

    /// @inheritdoc IDisputeCourt
    function faultRegister() external view returns (address) {
        return address(_storage().faultRegister);
    }

    /// @inheritdoc IDisputeCourt
    function witnessRegistry() external view returns (address) {
        return address(_storage().witnessRegistry);
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

    function _revealVote(DisputeVerdict calldata verdict, bytes calldata signature) private {
        DisputeCourtStorage storage $ = _storage();
        bytes32 disputeId = verdict.disputeId;
        Dispute storage dispute = _openDispute($, disputeId);
        _requirePhase(dispute.commitUntil + 1, dispute.revealUntil);
        require(verdict.round == dispute.round, RoundMismatch(dispute.round, verdict.round));
        require(verdict.verdict >= VALID && verdict.verdict <= UNAVAILABLE, VerdictUnknown(verdict.verdict));
        require($.evidence[disputeId][verdict.evidenceHash], EvidenceUnknown(verdict.evidenceHash));
        (uint64 seatId, bytes32 operator) = _seatOf($, _digestOf($, verdict), signature, dispute.seatsAsOf);
        _checkCommitted($, seatId, verdict, signature);
        require($.votes[disputeId][seatId] == 0, VoteAlreadyRevealed(seatId));
        $.votes[disputeId][seatId] = verdict.verdict;
        _count(dispute, verdict.verdict, operator);
        emit VoteRevealed(disputeId, seatId, verdict.round, verdict.verdict, verdict.evidenceHash);
    }

    function _checkCommitted(
        DisputeCourtStorage storage $,
        uint64 seatId,
        DisputeVerdict calldata verdict,
        bytes calldata signature
    ) private view {
        bytes32 committed = $.voteCommitments[verdict.disputeId][seatId];
        bytes32 found = voteCommitment(verdict, signature);
        require(found == committed, VoteNotCommitted(seatId, committed, found));
    }

    function _digestOf(DisputeCourtStorage storage $, DisputeVerdict memory verdict) private view returns (bytes32) {
        return $.rollup.domainSeparator().digest(verdict.hash());
    }

    function _count(Dispute storage dispute, uint8 verdict, bytes32 operator) private {
        if (verdict == VALID) {
            ++dispute.validVotes;
        } else if (verdict == UNAVAILABLE) {
            ++dispute.unavailableVotes;
        } else {
            ++dispute.invalidVotes;
            if (dispute.firstOperator == bytes32(0)) dispute.firstOperator = operator;
            else if (dispute.firstOperator != operator) dispute.twoOperators = true;
        }
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

    function _openBatch(DisputeCourtStorage storage $, IRollup.ParentBatch calldata batch)
        private
        view
        returns (bytes32 commitment, bytes32 batchHash)
    {
        uint64 number = batch.header.number;
        batchHash = $.rollup.domainSeparator().digest(CandorTypes.hash(batch.header));
        commitment = keccak256(
            abi.encode(
                IRollup.BatchCommitment({
                    batchHash: batchHash,
                    executionHash: batch.executionHash,
                    dataHash: batch.dataHash,
                    postedAt: batch.postedAt,
                    challengeWindow: batch.challengeWindow
                })
            )
        );
        bytes32 posted = $.rollup.commitmentOf(number);
        require(commitment == posted, CommitmentNotPosted(number, posted, commitment));
    }

    function _seatOf(DisputeCourtStorage storage $, bytes32 digest, bytes calldata signature, uint64 asOf)
        private
        view
        returns (uint64 seatId, bytes32 operator)
    {
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        (seatId, operator) = $.witnessRegistry.seatAt(signer, asOf);
        require(seatId != 0, SignerHasNoSeat(signer));
    }

    function _isWitness(DisputeCourtStorage storage $, address account) private view returns (bool) {
        return $.witnessRegistry.seatOfKey(account) != 0 || $.witnessRegistry.seatCountOf(account) != 0;
    }

    function _openDispute(DisputeCourtStorage storage $, bytes32 disputeId)
        private
        view
        returns (Dispute storage dispute)
    {
        dispute = $.disputes[disputeId];
        require(dispute.status == DisputeStatus.OPEN, DisputeNotOpen(disputeId, dispute.status));
    }

    function _requirePhase(uint64 from, uint64 until) private view {
        uint64 current = uint64(block.timestamp);
        require(current >= from && current <= until, NotInPhase(from, until, current));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _parameter(bytes32 key) private view returns (uint256) {
        return _storage().parameterRegistry.valueAt(key, uint64(block.number));
    }

    function _seconds(bytes32 key) private view returns (uint64) {
        return _parameter(key).toUint64();
    }

    function _accountOf(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _storage() private pure returns (DisputeCourtStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
