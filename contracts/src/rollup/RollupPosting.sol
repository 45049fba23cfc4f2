// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {BatchHeader, CandorTypes, DataStatement, ExecutionStatement} from "../libraries/CandorTypes.sol";
import {Ordering} from "../libraries/Ordering.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "./IRollup.sol";
import {RollupState} from "./RollupState.sol";

/// @title RollupPosting
/// @notice How data and batches come to {Rollup}: every check of spec/protocol.md §7.
abstract contract RollupPosting is RollupState {
    using CandorTypes for *;

    /// @dev Bytes of one data chunk.
    uint256 public constant MAX_CHUNK_BYTES = 98_304;
    /// @dev Chunks of one batch.
    uint256 public constant MAX_CHUNKS_PER_BATCH = 64;
    /// @dev Batches of one transaction.
    uint256 public constant MAX_BATCHES_PER_POST = 64;
    /// @dev How far a sequencer's clock may be ahead of the L1 block's.
    uint64 public constant MAX_CLOCK_LEAD_SECONDS = 60;
    uint8 private constant BEACON_NONE = 0;
    uint256 private constant BEACON_SIGNATURE_BYTES = 96;

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

    /// @dev The bytes of a transaction's input are what data availability rests on; a contract could hide or forge them.
    modifier onlyPlainAccount() {
        require(msg.sender == tx.origin && msg.sender.code.length == 0, CallerNotPlainAccount(msg.sender, tx.origin));
        _;
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
        address orderKey = origin.orderKey;
        (bool good, address signer) = _isSignedBy(orderKey, commitment.batchHash, batch.headerSignature);
        require(good, HeaderSignerMismatch(orderKey, signer));
        commitment.executionHash = _checkStatement(separator, orderKey, commitment.batchHash, batch);
        commitment.dataHash = _checkData($, batch.dataHashes);
        _checkDataSigner(separator, orderKey, header, commitment, batch.dataSignature);
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

    /// @dev A signature of nobody recovers to zero, which is no key's: it is never good.
    function _isSignedBy(address key, bytes32 digest, bytes calldata signature)
        private
        pure
        returns (bool good, address signer)
    {
        (signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        good = signer != address(0) && signer == key;
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
        (bool good, address signer) = _isSignedBy(orderKey, digest, batch.statementSignature);
        require(good, StatementSignerMismatch(orderKey, signer));
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

    /// @dev Anybody may post: without this the poster could choose the data, and the signer would answer for it.
    function _checkDataSigner(
        bytes32 separator,
        address orderKey,
        BatchHeader memory header,
        BatchCommitment memory commitment,
        bytes calldata signature
    ) private pure {
        DataStatement memory statement = DataStatement({
            rollupId: header.rollupId,
            generation: header.generation,
            number: header.number,
            batchHash: commitment.batchHash,
            dataHash: commitment.dataHash
        });
        (bool good, address signer) = _isSignedBy(orderKey, separator.digest(statement.hash()), signature);
        require(good, DataSignerMismatch(orderKey, signer));
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
}
