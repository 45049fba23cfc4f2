// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {BatchHeader, CandorTypes, ExecutionStatement, Policy} from "../libraries/CandorTypes.sol";
import {Ordering} from "../libraries/Ordering.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IForcedInbox} from "./IForcedInbox.sol";
import {IRollup} from "./IRollup.sol";
import {ISequencerRegistry} from "./ISequencerRegistry.sol";

/// @title Rollup
/// @notice See {IRollup}.
/// @dev Status of a number: none → posted → (contested → unresolved →) final, or void by a rollback. What a dispute holds is
/// bound to the commitment, so a batch posted anew after a rollback starts free.
contract Rollup is IRollup, AccessManagedUpgradeable, UUPSUpgradeable {
    using CandorTypes for *;
    using Checkpoints for Checkpoints.Trace208;

    bytes32 public constant INCLUSION_PROMISE_TYPEHASH = CandorTypes.INCLUSION_PROMISE_TYPEHASH;
    bytes32 public constant ADMISSION_REFUSAL_TYPEHASH = CandorTypes.ADMISSION_REFUSAL_TYPEHASH;
    bytes32 public constant CUT_TYPEHASH = CandorTypes.CUT_TYPEHASH;
    bytes32 public constant BATCH_HEADER_TYPEHASH = CandorTypes.BATCH_HEADER_TYPEHASH;
    bytes32 public constant EXECUTION_STATEMENT_TYPEHASH = CandorTypes.EXECUTION_STATEMENT_TYPEHASH;
    bytes32 public constant BATCH_ATTESTATION_TYPEHASH = CandorTypes.BATCH_ATTESTATION_TYPEHASH;
    bytes32 public constant DISPUTE_VERDICT_TYPEHASH = CandorTypes.DISPUTE_VERDICT_TYPEHASH;
    bytes32 public constant ROLLBACK_RATIFICATION_TYPEHASH = CandorTypes.ROLLBACK_RATIFICATION_TYPEHASH;
    bytes32 public constant LOG_CHECKPOINT_TYPEHASH = CandorTypes.LOG_CHECKPOINT_TYPEHASH;

    /// @dev Bytes of one data chunk.
    uint256 public constant MAX_CHUNK_BYTES = 98_304;
    /// @dev Chunks of one batch.
    uint256 public constant MAX_CHUNKS_PER_BATCH = 64;
    /// @dev Batches of one transaction.
    uint256 public constant MAX_BATCHES_PER_POST = 64;
    /// @dev Block headers of one `pinOrigin`.
    uint256 public constant MAX_HEADERS_PER_PIN = 256;
    /// @dev How far a sequencer's clock may be ahead of the L1 block's.
    uint64 public constant MAX_CLOCK_LEAD_SECONDS = 60;
    /// @dev Highest forced cap that a policy may have: with an eighth of a block each, half a block of gas.
    uint64 public constant MAX_FORCED_CAP = 4;

    uint8 private constant BEACON_NONE = 0;
    uint256 private constant BEACON_SIGNATURE_BYTES = 96;

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

    /// @dev L1 history at an origin. Batches of one transaction mostly share it.
    struct Origin {
        uint64 number;
        bytes32 hash;
        bytes32 policyHash;
        uint8 beaconKinds;
        uint32 forcedCap;
        address orderKey;
        uint64 due;
        uint64 queued;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.Rollup")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0xf9abcfda59cb9bc6671b6d965b68521f95ba456b724e67363596972b54e74900;

    /// @dev The bytes of a transaction's input are what data availability rests on; a contract could hide or forge them.
    modifier onlyPlainAccount() {
        require(msg.sender == tx.origin && msg.sender.code.length == 0, CallerNotPlainAccount(msg.sender, tx.origin));
        _;
    }

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(RollupConfig calldata config) external initializer {
        __AccessManaged_init(config.authority);
        RollupStorage storage $ = _storage();
        $.rollupId = config.rollupId;
        $.genesisTimestamp = config.genesisTimestamp;
        $.deploymentBlock = uint64(block.number);
        $.l2GasLimit = config.l2GasLimit;
        $.genesisHash = config.genesisHash;
        $.parameterRegistry = IParameterRegistry(config.parameterRegistry);
        $.sequencerRegistry = ISequencerRegistry(config.sequencerRegistry);
        $.forcedInbox = IForcedInbox(config.forcedInbox);
        (, uint256 highestForcedCap) = $.parameterRegistry.boundsOf(ParameterKeys.FORCED_CAP);
        (, uint256 highestGas) = $.parameterRegistry.boundsOf(ParameterKeys.MAX_GAS);
        require(
            config.rollupId != 0 && config.genesisHash != bytes32(0) && highestForcedCap <= MAX_FORCED_CAP
                && highestGas <= config.l2GasLimit && $.forcedInbox.maxGasPerEntry() * 8 <= config.l2GasLimit,
            GenesisConfigInvalid()
        );
    }

    /// @inheritdoc IRollup
    function postData(bytes calldata chunk) external onlyPlainAccount {
        require(
            chunk.length > 0 && chunk.length <= MAX_CHUNK_BYTES, ChunkLengthOutOfRange(chunk.length, MAX_CHUNK_BYTES)
        );
        bytes32 chunkHash = keccak256(chunk);
        DataChunk storage record = _storage().chunks[chunkHash];
        if (record.blockNumber != 0) return;
        record.blockNumber = uint64(block.number);
        record.poster = msg.sender;
        emit DataPosted(chunkHash, msg.sender, chunk.length);
    }

    /// @inheritdoc IRollup
    function postBatches(ParentBatch calldata parent, PostedBatch[] calldata batches) external onlyPlainAccount {
        require(
            batches.length > 0 && batches.length <= MAX_BATCHES_PER_POST,
            BatchCountOutOfRange(batches.length, MAX_BATCHES_PER_POST)
        );
        RollupStorage storage $ = _storage();
        Tip memory tip = _open($, $.latestNumber, parent);
        Origin memory origin;
        uint64 challengeWindow =
            uint64($.parameterRegistry.valueAt(ParameterKeys.CHALLENGE_WINDOW_SECONDS, uint64(block.number)));
        for (uint256 i = 0; i < batches.length; ++i) {
            _post($, tip, origin, batches[i], challengeWindow);
        }
        $.latestNumber = tip.number;
        _trace($, tip.nextSeq, tip.forcedThrough);
    }

    /// @inheritdoc IRollup
    function pinOrigin(uint64 number, bytes[] calldata headerRlp) external {
        require(
            headerRlp.length <= MAX_HEADERS_PER_PIN, PinnedHeaderCountOutOfRange(headerRlp.length, MAX_HEADERS_PER_PIN)
        );
        RollupStorage storage $ = _storage();
        uint64 height = number + uint64(headerRlp.length);
        bytes32 hash = _originHash($, height);
        require(hash != bytes32(0), OriginUnknown(height));
        for (uint256 i = 0; i < headerRlp.length; ++i) {
            bytes32 found = keccak256(headerRlp[i]);
            require(found == hash, HeaderRlpMismatch(height, hash, found));
            hash = BlockHeader.getParentHash(headerRlp[i]);
            --height;
        }
        $.pinnedOrigins[number] = hash;
        emit OriginPinned(number, hash);
    }

    /// @inheritdoc IRollup
    function finalize(uint64 firstNumber, BatchCommitment[] calldata batches) external {
        require(
            batches.length > 0 && batches.length <= MAX_HEADERS_PER_PIN,
            BatchCountOutOfRange(batches.length, MAX_HEADERS_PER_PIN)
        );
        RollupStorage storage $ = _storage();
        uint64 floor = $.finalFloor;
        require(firstNumber != 0 && firstNumber <= floor + 1, FinalizationGap(floor + 1, firstNumber));
        uint64 last = firstNumber + uint64(batches.length) - 1;
        require(last <= $.latestNumber, BatchNotPosted(last));
        if (last <= floor) return;
        for (uint64 number = floor + 1; number <= last; ++number) {
            BatchCommitment calldata opening = batches[number - firstNumber];
            bytes32 commitment = $.commitments[number];
            bytes32 found = keccak256(abi.encode(opening));
            require(found == commitment, CommitmentMismatch(number, commitment, found));
            BatchStatus hold = $.holds[commitment];
            require(hold == BatchStatus.NONE, BatchStatusUnfit(number, hold));
            uint64 endsAt = opening.postedAt + opening.challengeWindow;
            require(block.timestamp > endsAt, ChallengeWindowOpen(number, endsAt));
        }
        $.finalFloor = last;
        emit BatchesFinalized(floor + 1, last, batches[batches.length - 1].batchHash);
    }

    /// @inheritdoc IRollup
    function contest(uint64 number) external restricted {
        bytes32 commitment = _moveHold(number, BatchStatus.POSTED, BatchStatus.POSTED, BatchStatus.CONTESTED);
        emit BatchContested(number, commitment);
    }

    /// @inheritdoc IRollup
    function leaveUnresolved(uint64 number) external restricted {
        bytes32 commitment = _moveHold(number, BatchStatus.CONTESTED, BatchStatus.CONTESTED, BatchStatus.UNRESOLVED);
        emit BatchLeftUnresolved(number, commitment);
    }

    /// @inheritdoc IRollup
    function clear(uint64 number) external restricted {
        bytes32 commitment = _moveHold(number, BatchStatus.CONTESTED, BatchStatus.UNRESOLVED, BatchStatus.NONE);
        emit BatchCleared(number, commitment);
    }

    /// @inheritdoc IRollup
    function rollbackTo(ParentBatch calldata anchor, bytes32 faultId) external restricted {
        RollupStorage storage $ = _storage();
        uint64 anchorNumber = anchor.header.number;
        uint64 latest = $.latestNumber;
        uint64 floor = $.finalFloor;
        require(anchorNumber >= floor && anchorNumber < latest, AnchorOutOfRange(floor, latest, anchorNumber));
        Tip memory tip = _open($, anchorNumber, anchor);
        uint64 next = $.generation + 1;
        $.generation = next;
        $.latestNumber = anchorNumber;
        $.generationStarts[next] = GenerationStart({
            anchorNumber: anchorNumber,
            anchorCoveredCount: tip.nextSeq,
            anchorForcedThrough: tip.forcedThrough,
            startedAt: uint64(block.timestamp)
        });
        _trace($, tip.nextSeq, tip.forcedThrough);
        emit RollbackExecuted(next, anchorNumber + 1, anchorNumber, tip.batchHash, faultId);
    }

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

    function _post(
        RollupStorage storage $,
        Tip memory tip,
        Origin memory origin,
        PostedBatch calldata batch,
        uint64 challengeWindow
    ) private {
        BatchHeader memory header = batch.header;
        _checkPlace($, tip, header);
        _readOrigin($, origin, header.l1OriginNumber);
        _checkOrigin(tip, origin, header);
        bytes32 separator = domainSeparator();
        _checkSeed(separator, origin, header, batch.beaconSignature);
        BatchCommitment memory commitment;
        commitment.batchHash = separator.digest(header.hash());
        _checkHeaderSigner(origin.orderKey, commitment.batchHash, batch.headerSignature);
        commitment.executionHash = _checkStatement(separator, origin.orderKey, commitment.batchHash, batch);
        commitment.dataHash = _checkData($, batch.dataHashes);
        commitment.postedAt = uint64(block.timestamp);
        commitment.challengeWindow = challengeWindow;
        $.commitments[header.number] = keccak256(abi.encode(commitment));

        tip.batchHash = commitment.batchHash;
        tip.number = header.number;
        tip.nextSeq = header.firstSeq + header.seqCount;
        tip.sealedAtMillis = header.sealedAtMillis;
        tip.forcedThrough = header.forcedThrough;
        tip.l1OriginNumber = header.l1OriginNumber;
        _emitPosted(tip, header.generation, commitment);
    }

    function _emitPosted(Tip memory tip, uint64 generation_, BatchCommitment memory commitment) private {
        emit BatchPosted(
            tip.number,
            generation_,
            commitment.batchHash,
            commitment.executionHash,
            commitment.dataHash,
            commitment.postedAt,
            commitment.challengeWindow,
            tip.nextSeq,
            tip.forcedThrough
        );
    }

    /// @dev Header against parent, and the one check by the clock, which can only become true.
    function _checkPlace(RollupStorage storage $, Tip memory tip, BatchHeader memory header) private view {
        require(header.rollupId == $.rollupId, RollupIdMismatch($.rollupId, header.rollupId));
        require(header.generation == $.generation, GenerationNotCurrent($.generation, header.generation));
        require(header.number == tip.number + 1, BatchNumberGap(tip.number + 1, header.number));
        require(header.parentHash == tip.batchHash, ParentHashMismatch(tip.batchHash, header.parentHash));
        require(header.firstSeq == tip.nextSeq, SeqGap(tip.nextSeq, header.firstSeq));
        require(
            header.sealedAtMillis > tip.sealedAtMillis,
            SealedTimeNotAfterParent(tip.sealedAtMillis, header.sealedAtMillis)
        );
        uint64 latestMillis = (uint64(block.timestamp) + MAX_CLOCK_LEAD_SECONDS) * 1000;
        require(header.sealedAtMillis <= latestMillis, SealedTimeInFuture(latestMillis, header.sealedAtMillis));
        require(
            header.depositsThrough == tip.depositsThrough,
            DepositsThroughMismatch(tip.depositsThrough, header.depositsThrough)
        );
        require(
            header.l1OriginNumber >= tip.l1OriginNumber, OriginBeforeParent(tip.l1OriginNumber, header.l1OriginNumber)
        );
    }

    function _checkOrigin(Tip memory tip, Origin memory origin, BatchHeader memory header) private pure {
        require(header.l1OriginHash == origin.hash, OriginHashMismatch(origin.number, origin.hash, header.l1OriginHash));
        require(header.policyHash == origin.policyHash, PolicyHashMismatch(origin.policyHash, header.policyHash));
        uint64 parent = tip.forcedThrough;
        uint64 capped = parent + origin.forcedCap;
        uint64 highest = origin.queued < capped ? origin.queued : capped;
        uint64 lowest = origin.due < capped ? origin.due : capped;
        if (lowest < parent) lowest = parent;
        require(
            header.forcedThrough >= lowest && header.forcedThrough <= highest,
            ForcedThroughOutOfRange(lowest, highest, header.forcedThrough)
        );
    }

    function _checkSeed(
        bytes32 separator,
        Origin memory origin,
        BatchHeader memory header,
        bytes calldata beaconSignature
    ) private pure {
        require(
            header.beaconKind < 8 && (origin.beaconKinds >> header.beaconKind) & 1 == 1,
            BeaconKindNotAllowed(origin.beaconKinds, header.beaconKind)
        );
        uint256 length = header.beaconKind == BEACON_NONE ? 0 : BEACON_SIGNATURE_BYTES;
        require(beaconSignature.length == length, BeaconSignatureLength(length, beaconSignature.length));
        bytes32 seed = Ordering.seedOf(beaconSignature, separator.digest(CandorTypes.cutOf(header).hash()));
        require(header.seed == seed, SeedMismatch(seed, header.seed));
    }

    function _checkHeaderSigner(address orderKey, bytes32 digest, bytes calldata signature) private pure {
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        require(signer != address(0) && signer == orderKey, HeaderSignerMismatch(orderKey, signer));
    }

    function _checkStatement(bytes32 separator, address orderKey, bytes32 batchHash_, PostedBatch calldata batch)
        private
        pure
        returns (bytes32 digest)
    {
        ExecutionStatement memory statement = batch.statement;
        require(
            statement.rollupId == batch.header.rollupId && statement.generation == batch.header.generation
                && statement.number == batch.header.number && statement.batchHash == batchHash_,
            StatementMismatch(batch.header.number)
        );
        digest = separator.digest(statement.hash());
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, batch.statementSignature);
        require(signer != address(0) && signer == orderKey, StatementSignerMismatch(orderKey, signer));
    }

    function _checkData(RollupStorage storage $, bytes32[] calldata dataHashes) private view returns (bytes32) {
        require(
            dataHashes.length > 0 && dataHashes.length <= MAX_CHUNKS_PER_BATCH,
            DataHashCountOutOfRange(dataHashes.length, MAX_CHUNKS_PER_BATCH)
        );
        for (uint256 i = 0; i < dataHashes.length; ++i) {
            require($.chunks[dataHashes[i]].blockNumber != 0, DataChunkMissing(dataHashes[i]));
        }
        return keccak256(abi.encodePacked(dataHashes));
    }

    /// @dev Fills `origin` with L1 history at `number`, unless it is there already.
    function _readOrigin(RollupStorage storage $, Origin memory origin, uint64 number) private view {
        if (origin.hash != bytes32(0) && origin.number == number) return;
        bytes32 hash = _originHash($, number);
        require(hash != bytes32(0) && number < block.number, OriginUnknown(number));
        origin.number = number;
        origin.hash = hash;
        (origin.policyHash, origin.beaconKinds, origin.forcedCap) = $.parameterRegistry.policyExtractAt(number);
        (bytes32 sequencerId, address orderKey, uint256 required, uint256 held) = $.sequencerRegistry.signerAt(number);
        require(held >= required, SequencerBondTooLow(sequencerId, required, held));
        origin.orderKey = orderKey;
        (origin.due, origin.queued) = $.forcedInbox.boundsAt(number);
    }

    function _originHash(RollupStorage storage $, uint64 number) private view returns (bytes32) {
        bytes32 pinned = $.pinnedOrigins[number];
        return pinned != bytes32(0) ? pinned : Blockhash.blockHash(number);
    }

    /// @dev Opens the stored commitment of batch `number`; genesis has none and is opened by zeros.
    function _open(RollupStorage storage $, uint64 number, ParentBatch calldata batch)
        private
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

    function _trace(RollupStorage storage $, uint64 covered, uint64 forced) private {
        $.trace.push(uint48(block.timestamp), uint208(covered) << 64 | forced);
    }

    function _moveHold(uint64 number, BatchStatus from, BatchStatus orFrom, BatchStatus to)
        private
        returns (bytes32 commitment)
    {
        RollupStorage storage $ = _storage();
        BatchStatus status = _status($, number);
        require(status == from || status == orFrom, BatchStatusUnfit(number, status));
        commitment = $.commitments[number];
        $.holds[commitment] = to;
    }

    function _status(RollupStorage storage $, uint64 number) private view returns (BatchStatus) {
        bytes32 commitment = $.commitments[number];
        if (commitment == bytes32(0)) return BatchStatus.NONE;
        if (number > $.latestNumber) return BatchStatus.VOIDED;
        if (number <= $.finalFloor) return BatchStatus.FINAL;
        BatchStatus hold = $.holds[commitment];
        return hold == BatchStatus.NONE ? BatchStatus.POSTED : hold;
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (RollupStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
