// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {BatchHeader, CandorTypes, Policy} from "../libraries/CandorTypes.sol";
import {IForcedInbox} from "./IForcedInbox.sol";
import {IRollup} from "./IRollup.sol";
import {ISequencerRegistry} from "./ISequencerRegistry.sol";

/// @title RollupState
/// @notice What {Rollup} holds and answers.
abstract contract RollupState is IRollup, AccessManagedUpgradeable {
    using CandorTypes for *;
    using Checkpoints for Checkpoints.Trace208;

    bytes32 public constant INCLUSION_PROMISE_TYPEHASH = CandorTypes.INCLUSION_PROMISE_TYPEHASH;
    bytes32 public constant ADMISSION_REFUSAL_TYPEHASH = CandorTypes.ADMISSION_REFUSAL_TYPEHASH;
    bytes32 public constant CUT_TYPEHASH = CandorTypes.CUT_TYPEHASH;
    bytes32 public constant BATCH_HEADER_TYPEHASH = CandorTypes.BATCH_HEADER_TYPEHASH;
    bytes32 public constant EXECUTION_STATEMENT_TYPEHASH = CandorTypes.EXECUTION_STATEMENT_TYPEHASH;
    bytes32 public constant DATA_STATEMENT_TYPEHASH = CandorTypes.DATA_STATEMENT_TYPEHASH;
    bytes32 public constant BATCH_ATTESTATION_TYPEHASH = CandorTypes.BATCH_ATTESTATION_TYPEHASH;
    bytes32 public constant DISPUTE_VERDICT_TYPEHASH = CandorTypes.DISPUTE_VERDICT_TYPEHASH;
    bytes32 public constant ROLLBACK_RATIFICATION_TYPEHASH = CandorTypes.ROLLBACK_RATIFICATION_TYPEHASH;
    bytes32 public constant LOG_CHECKPOINT_TYPEHASH = CandorTypes.LOG_CHECKPOINT_TYPEHASH;

    struct DataChunk {
        uint64 blockNumber;
        address poster;
    }

    /// @custom:storage-location erc7201:candor.storage.Rollup
    struct RollupStorage {
        uint64 rollupId;
        uint64 genesisTimestamp;
        uint64 deploymentBlock;
        uint64 l2GasLimit;
        bytes32 genesisHash;
        IParameterRegistry parameterRegistry;
        ISequencerRegistry sequencerRegistry;
        IForcedInbox forcedInbox;
        uint64 generation;
        uint64 latestNumber;
        uint64 finalFloor;
        // Commitments above latestNumber are void.
        mapping(uint64 number => bytes32) commitments;
        // POSTED (absent), CONTESTED or UNRESOLVED.
        mapping(bytes32 commitment => BatchStatus) holds;
        mapping(bytes32 chunkHash => DataChunk) chunks;
        mapping(uint64 number => bytes32) pinnedOrigins;
        mapping(uint64 generation => GenerationStart) generationStarts;
        // Timestamp → coveredCount << 64 | forcedThrough.
        Checkpoints.Trace208 trace;
    }

    /// @dev What the next header is checked against.
    struct Tip {
        bytes32 batchHash;
        uint64 number;
        uint64 nextSeq;
        uint64 sealedAtMillis;
        uint64 forcedThrough;
        uint64 depositsThrough;
        uint64 l1OriginNumber;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.Rollup")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0xf9abcfda59cb9bc6671b6d965b68521f95ba456b724e67363596972b54e74900;

    /// @inheritdoc IRollup
    function rollupId() external view returns (uint64) {
        return _storage().rollupId;
    }

    /// @inheritdoc IRollup
    function genesisHash() external view returns (bytes32) {
        return _storage().genesisHash;
    }

    /// @inheritdoc IRollup
    function genesisTimestamp() external view returns (uint64) {
        return _storage().genesisTimestamp;
    }

    /// @inheritdoc IRollup
    function deploymentBlock() external view returns (uint64) {
        return _storage().deploymentBlock;
    }

    /// @inheritdoc IRollup
    function l2GasLimit() external view returns (uint64) {
        return _storage().l2GasLimit;
    }

    /// @inheritdoc IRollup
    function parameterRegistry() external view returns (address) {
        return address(_storage().parameterRegistry);
    }

    /// @inheritdoc IRollup
    function sequencerRegistry() external view returns (address) {
        return address(_storage().sequencerRegistry);
    }

    /// @inheritdoc IRollup
    function forcedInbox() external view returns (address) {
        return address(_storage().forcedInbox);
    }

    /// @inheritdoc IRollup
    function forcedDelayBlocks() external view returns (uint64) {
        return _storage().forcedInbox.forcedDelayBlocks();
    }

    /// @inheritdoc IRollup
    function generation() external view returns (uint64) {
        return _storage().generation;
    }

    /// @inheritdoc IRollup
    function latestNumber() external view returns (uint64) {
        return _storage().latestNumber;
    }

    /// @inheritdoc IRollup
    function finalFloor() external view returns (uint64) {
        return _storage().finalFloor;
    }

    /// @inheritdoc IRollup
    function coveredCount() external view returns (uint64) {
        return uint64(_storage().trace.latest() >> 64);
    }

    /// @inheritdoc IRollup
    function forcedThrough() external view returns (uint64) {
        return uint64(_storage().trace.latest());
    }

    /// @inheritdoc IRollup
    function coveredCountAt(uint64 timestamp) external view returns (uint64) {
        return uint64(_storage().trace.upperLookupRecent(uint48(timestamp)) >> 64);
    }

    /// @inheritdoc IRollup
    function forcedThroughAt(uint64 timestamp) external view returns (uint64) {
        return uint64(_storage().trace.upperLookupRecent(uint48(timestamp)));
    }

    /// @inheritdoc IRollup
    function commitmentOf(uint64 number) external view returns (bytes32) {
        RollupStorage storage $ = _storage();
        return number > $.latestNumber ? bytes32(0) : $.commitments[number];
    }

    /// @inheritdoc IRollup
    function statusOf(uint64 number) external view returns (BatchStatus) {
        return _status(_storage(), number);
    }

    /// @inheritdoc IRollup
    function generationStart(uint64 generation_) external view returns (GenerationStart memory) {
        return _storage().generationStarts[generation_];
    }

    /// @inheritdoc IRollup
    function dataChunk(bytes32 chunkHash) external view returns (uint64 blockNumber, address poster) {
        DataChunk storage record = _storage().chunks[chunkHash];
        return (record.blockNumber, record.poster);
    }

    /// @inheritdoc IRollup
    function originHash(uint64 number) external view returns (bytes32) {
        return _originHash(_storage(), number);
    }

    /// @inheritdoc IRollup
    function policyAt(uint64 height) external view returns (Policy memory) {
        return _storage().parameterRegistry.policyAt(height);
    }

    /// @inheritdoc IRollup
    function policyHashAt(uint64 height) external view returns (bytes32 policyHash) {
        (policyHash,,) = _storage().parameterRegistry.policyExtractAt(height);
    }

    /// @inheritdoc IRollup
    function domainSeparator() public view returns (bytes32) {
        return CandorTypes.domainSeparator(block.chainid, address(this));
    }

    function _originHash(RollupStorage storage $, uint64 number) internal view returns (bytes32) {
        bytes32 pinned = $.pinnedOrigins[number];
        return pinned != bytes32(0) ? pinned : Blockhash.blockHash(number);
    }

    /// @dev Opens the stored commitment of batch `number`; genesis has none and is opened by zeros.
    function _open(RollupStorage storage $, uint64 number, ParentBatch calldata batch)
        internal
        view
        returns (Tip memory tip)
    {
        BatchHeader memory header = batch.header;
        if (number == 0) {
            ParentBatch memory empty;
            bytes32 expected = keccak256(abi.encode(empty));
            bytes32 given = keccak256(abi.encode(batch));
            require(given == expected, CommitmentMismatch(0, expected, given));
            tip.batchHash = $.genesisHash;
            tip.sealedAtMillis = $.genesisTimestamp * 1000;
            tip.l1OriginNumber = $.deploymentBlock;
            return tip;
        }
        tip.batchHash = domainSeparator().digest(header.hash());
        bytes32 found = keccak256(
            abi.encode(
                BatchCommitment({
                    batchHash: tip.batchHash,
                    executionHash: batch.executionHash,
                    dataHash: batch.dataHash,
                    postedAt: batch.postedAt,
                    challengeWindow: batch.challengeWindow
                })
            )
        );
        require(found == $.commitments[number], CommitmentMismatch(number, $.commitments[number], found));
        tip.number = number;
        tip.nextSeq = header.firstSeq + header.seqCount;
        tip.sealedAtMillis = header.sealedAtMillis;
        tip.forcedThrough = header.forcedThrough;
        tip.depositsThrough = header.depositsThrough;
        tip.l1OriginNumber = header.l1OriginNumber;
    }

    function _trace(RollupStorage storage $, uint64 covered, uint64 forced) internal {
        $.trace.push(uint48(block.timestamp), uint208(covered) << 64 | forced);
    }

    function _status(RollupStorage storage $, uint64 number) internal view returns (BatchStatus) {
        bytes32 commitment = $.commitments[number];
        if (commitment == bytes32(0)) return BatchStatus.NONE;
        if (number > $.latestNumber) return BatchStatus.VOIDED;
        if (number <= $.finalFloor) return BatchStatus.FINAL;
        BatchStatus hold = $.holds[commitment];
        return hold == BatchStatus.NONE ? BatchStatus.POSTED : hold;
    }

    function _storage() internal pure returns (RollupStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
