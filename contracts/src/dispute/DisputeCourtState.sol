// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {CandorTypes, DisputeVerdict} from "../libraries/CandorTypes.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {ISequencerRegistry} from "../rollup/ISequencerRegistry.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {IBondVault} from "./IBondVault.sol";
import {IDisputeCourt} from "./IDisputeCourt.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title DisputeCourtState
/// @notice What {DisputeCourt} holds and answers.
abstract contract DisputeCourtState is IDisputeCourt, AccessManagedUpgradeable {
    using CandorTypes for *;
    using SafeCast for uint256;

    uint8 internal constant VALID = 1;
    uint8 internal constant INVALID = 2;
    uint8 internal constant UNAVAILABLE = 3;

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

    function _digestOf(DisputeCourtStorage storage $, DisputeVerdict memory verdict) internal view returns (bytes32) {
        return $.rollup.domainSeparator().digest(verdict.hash());
    }

    function _openBatch(DisputeCourtStorage storage $, IRollup.ParentBatch calldata batch)
        internal
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
        internal
        view
        returns (uint64 seatId, bytes32 operator)
    {
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        (seatId, operator) = $.witnessRegistry.seatAt(signer, asOf);
        require(seatId != 0, SignerHasNoSeat(signer));
    }

    function _isWitness(DisputeCourtStorage storage $, address account) internal view returns (bool) {
        return $.witnessRegistry.seatOfKey(account) != 0 || $.witnessRegistry.seatCountOf(account) != 0;
    }

    function _openDispute(DisputeCourtStorage storage $, bytes32 disputeId)
        internal
        view
        returns (Dispute storage dispute)
    {
        dispute = $.disputes[disputeId];
        require(dispute.status == DisputeStatus.OPEN, DisputeNotOpen(disputeId, dispute.status));
    }

    function _requirePhase(uint64 from, uint64 until) internal view {
        uint64 current = uint64(block.timestamp);
        require(current >= from && current <= until, NotInPhase(from, until, current));
    }

    function _parameter(bytes32 key) internal view returns (uint256) {
        return _storage().parameterRegistry.valueAt(key, uint64(block.number));
    }

    function _seconds(bytes32 key) internal view returns (uint64) {
        return _parameter(key).toUint64();
    }

    function _accountOf(address account) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _storage() internal pure returns (DisputeCourtStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
