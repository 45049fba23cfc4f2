// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, ExecutionStatement, Policy} from "../libraries/CandorTypes.sol";

/// @title Rollup
/// @notice Where batches are settled. Every posting check is a function of the header and of L1 history at the header's
/// `l1OriginNumber`, so a header once signed never becomes unpostable by the passing of time. Source: spec/protocol.md §7.
interface IRollup {
    /// @notice Life of a batch number in the current lineage.
    enum BatchStatus {
        NONE,
        POSTED,
        CONTESTED,
        UNRESOLVED,
        VOIDED,
        FINAL
    }

    /// @notice One batch as it is posted. `headerSignature`, `statementSignature` and `dataSignature` (of the {DataStatement})
    /// are 65 bytes `r‖s‖v`, low-s, v 27 or 28; `beaconSignature` is 96 bytes, empty for beacon kind 0; `dataHashes` (1 to 64)
    /// name chunks posted before.
    struct PostedBatch {
        BatchHeader header;
        bytes headerSignature;
        bytes beaconSignature;
        ExecutionStatement statement;
        bytes statementSignature;
        bytes32[] dataHashes;
        bytes dataSignature;
    }

    /// @notice What the contract keeps the hash of, per batch: `keccak256(abi.encode(BatchCommitment))`.
    /// `postedAt` is the block's timestamp in seconds, `challengeWindow` seconds, frozen at posting.
    struct BatchCommitment {
        bytes32 batchHash;
        bytes32 executionHash;
        bytes32 dataHash;
        uint64 postedAt;
        uint64 challengeWindow;
    }

    /// @notice Opens the stored commitment of a batch to its header. For genesis every member is zero.
    struct ParentBatch {
        BatchHeader header;
        bytes32 executionHash;
        bytes32 dataHash;
        uint64 postedAt;
        uint64 challengeWindow;
    }

    /// @notice How a generation began: by the rollback to `anchorNumber` at `startedAt` (seconds).
    struct GenerationStart {
        uint64 anchorNumber;
        uint64 anchorCoveredCount;
        uint64 anchorForcedThrough;
        uint64 startedAt;
    }

    /// @notice What the proxy is initialised with; nothing in it ever changes.
    /// `genesisTimestamp` in seconds is the L2 genesis block's; `l2GasLimit` the gas limit of every L2 block.
    struct RollupConfig {
        address authority;
        uint64 rollupId;
        uint64 genesisTimestamp;
        uint64 l2GasLimit;
        bytes32 genesisHash;
        address parameterRegistry;
        address sequencerRegistry;
        address forcedInbox;
    }

    /// @notice A chunk of batch data is in this transaction's input, and nowhere in state but as its hash.
    event DataPosted(bytes32 indexed chunkHash, address indexed poster, uint256 length);

    /// @notice A batch was posted. The arguments after `generation` are the opening of its commitment.
    event BatchPosted(
        uint64 indexed number,
        uint64 indexed generation,
        bytes32 indexed batchHash,
        bytes32 executionHash,
        bytes32 dataHash,
        uint64 postedAt,
        uint64 challengeWindow,
        uint64 coveredCount,
        uint64 forcedThrough
    );

    /// @notice The final floor rose: batches `firstNumber` to `lastNumber` are final, for ever.
    event BatchesFinalized(uint64 indexed firstNumber, uint64 indexed lastNumber, bytes32 lastBatchHash);

    /// @notice The hash of an L1 block was fixed in storage.
    event OriginPinned(uint64 indexed number, bytes32 hash);

    /// @notice A dispute opened on a batch: it cannot become final.
    event BatchContested(uint64 indexed number, bytes32 indexed commitment);

    /// @notice A dispute closed without a majority: the batch cannot become final until it is cleared or rolled back.
    event BatchLeftUnresolved(uint64 indexed number, bytes32 indexed commitment);

    /// @notice A batch that was contested or unresolved may become final again.
    event BatchCleared(uint64 indexed number, bytes32 indexed commitment);

    /// @notice Batches from `voidedFrom` on are void; `generation` is the one that begins.
    event RollbackExecuted(
        uint64 indexed generation, uint64 voidedFrom, uint64 anchorNumber, bytes32 anchorHash, bytes32 faultId
    );

    error CallerNotPlainAccount(address caller, address origin);
    error ChunkLengthOutOfRange(uint256 length, uint256 maximum);
    error BatchCountOutOfRange(uint256 count, uint256 maximum);
    error CommitmentMismatch(uint64 number, bytes32 expected, bytes32 found);
    error RollupIdMismatch(uint64 expected, uint64 found);
    error GenerationNotCurrent(uint64 expected, uint64 found);
    error BatchNumberGap(uint64 expected, uint64 found);
    error ParentHashMismatch(bytes32 expected, bytes32 found);
    error SeqGap(uint64 expected, uint64 found);
    error SealedTimeNotAfterParent(uint64 parentSealedAtMillis, uint64 found);
    error SealedTimeInFuture(uint64 latestMillis, uint64 found);
    error DepositsThroughMismatch(uint64 expected, uint64 found);
    error OriginBeforeParent(uint64 earliest, uint64 found);
    error OriginUnknown(uint64 number);
    error OriginHashMismatch(uint64 number, bytes32 expected, bytes32 found);
    error PolicyHashMismatch(bytes32 expected, bytes32 found);
    error BeaconKindNotAllowed(uint8 kinds, uint8 found);
    error BeaconSignatureLength(uint256 expected, uint256 found);
    error SeedMismatch(bytes32 expected, bytes32 found);
    error ForcedThroughOutOfRange(uint64 lowest, uint64 highest, uint64 found);
    error SequencerBondTooLow(bytes32 sequencerId, uint256 required, uint256 bonded);
    error HeaderSignerMismatch(address expected, address found);
    error StatementMismatch(uint64 number);
    error StatementSignerMismatch(address expected, address found);
    error DataHashCountOutOfRange(uint256 count, uint256 maximum);
    error DataChunkMissing(bytes32 chunkHash);
    error DataSignerMismatch(address expected, address found);
    error HeaderRlpMismatch(uint64 number, bytes32 expected, bytes32 found);
    error PinnedHeaderCountOutOfRange(uint256 count, uint256 maximum);
    error FinalizationGap(uint64 expected, uint64 found);
    error ChallengeWindowOpen(uint64 number, uint64 endsAt);
    error BatchNotPosted(uint64 number);
    error BatchStatusUnfit(uint64 number, BatchStatus status);
    error AnchorOutOfRange(uint64 lowest, uint64 highest, uint64 found);
    error GenesisConfigInvalid();

    /// @notice Records one chunk (1 byte to 96 KiB). Only from an account without code that is `tx.origin`, so that the bytes
    /// are in a transaction's input. Posting a chunk again changes nothing.
    function postData(bytes calldata chunk) external;

    /// @notice Posts batches after `parent`, the newest batch that is not void. Same caller rule as {postData}.
    function postBatches(ParentBatch calldata parent, PostedBatch[] calldata batches) external;

    /// @notice Fixes the hash of L1 block `number` in storage. `headerRlp` walks parent hashes down from block
    /// `number + headerRlp.length`, whose hash is known by EIP-2935 or pinned, to block `number + 1`; empty pins `number` itself.
    function pinOrigin(uint64 number, bytes[] calldata headerRlp) external;

    /// @notice Raises the final floor over `batches`, the openings of the commitments from `firstNumber` on. Anybody may call;
    /// those already final are skipped. Reverts when a challenge window is open or a dispute is open or unresolved.
    function finalize(uint64 firstNumber, BatchCommitment[] calldata batches) external;

    /// @notice Marks a posted batch as contested. For the dispute court's role.
    function contest(uint64 number) external;

    /// @notice Marks a contested batch as unresolved. For the dispute court's role.
    function leaveUnresolved(uint64 number) external;

    /// @notice Returns a contested or unresolved batch to posted. For the dispute court's role.
    function clear(uint64 number) external;

    /// @notice Voids every batch after `anchor` and begins the next generation. For the rollback controller's role.
    function rollbackTo(ParentBatch calldata anchor, bytes32 faultId) external;

    /// @notice The L2 chain id.
    function rollupId() external view returns (uint64);
    /// @notice Hash of the L2 genesis block, parent hash of batch 1.
    function genesisHash() external view returns (bytes32);
    /// @notice Timestamp of the L2 genesis block in seconds.
    function genesisTimestamp() external view returns (uint64);
    /// @notice L1 block of the deployment: the earliest origin.
    function deploymentBlock() external view returns (uint64);
    /// @notice Gas limit of every L2 block.
    function l2GasLimit() external view returns (uint64);
    function parameterRegistry() external view returns (address);
    function sequencerRegistry() external view returns (address);
    function forcedInbox() external view returns (address);
    /// @notice L1 blocks after which a forced transaction is due.
    function forcedDelayBlocks() external view returns (uint64);

    function generation() external view returns (uint64);
    /// @notice Newest batch that is not void; 0 for genesis.
    function latestNumber() external view returns (uint64);
    /// @notice Newest final batch; 0 for genesis. Never falls.
    function finalFloor() external view returns (uint64);
    /// @notice firstSeq + seqCount of the newest batch that is not void.
    function coveredCount() external view returns (uint64);
    /// @notice Forced entries taken since genesis by the newest batch that is not void.
    function forcedThrough() external view returns (uint64);
    /// @notice `coveredCount` at the end of L1 time `timestamp` (seconds); for past times.
    function coveredCountAt(uint64 timestamp) external view returns (uint64);
    /// @notice `forcedThrough` at the end of L1 time `timestamp` (seconds); for past times.
    function forcedThroughAt(uint64 timestamp) external view returns (uint64);
    /// @notice The commitment stored for a number of the current lineage, or 0.
    function commitmentOf(uint64 number) external view returns (bytes32);
    function statusOf(uint64 number) external view returns (BatchStatus);
    function generationStart(uint64 generation_) external view returns (GenerationStart memory);
    /// @notice When and by whom a chunk was posted; block 0 when it was not.
    function dataChunk(bytes32 chunkHash) external view returns (uint64 blockNumber, address poster);
    /// @notice The hash of an L1 block, by EIP-2935 or pinned; 0 when unknown.
    function originHash(uint64 number) external view returns (bytes32);

    /// @notice The policy in force at an L1 height.
    function policyAt(uint64 height) external view returns (Policy memory);
    /// @notice `keccak256(abi.encode(policyAt(height)))`.
    function policyHashAt(uint64 height) external view returns (bytes32);

    /// @notice EIP-712 domain separator of everything signed in Candor.
    function domainSeparator() external view returns (bytes32);

    function INCLUSION_PROMISE_TYPEHASH() external view returns (bytes32);
    function ADMISSION_REFUSAL_TYPEHASH() external view returns (bytes32);
    function CUT_TYPEHASH() external view returns (bytes32);
    function BATCH_HEADER_TYPEHASH() external view returns (bytes32);
    function EXECUTION_STATEMENT_TYPEHASH() external view returns (bytes32);
    function DATA_STATEMENT_TYPEHASH() external view returns (bytes32);
    function BATCH_ATTESTATION_TYPEHASH() external view returns (bytes32);
    function DISPUTE_VERDICT_TYPEHASH() external view returns (bytes32);
    function ROLLBACK_RATIFICATION_TYPEHASH() external view returns (bytes32);
    function LOG_CHECKPOINT_TYPEHASH() external view returns (bytes32);
}
