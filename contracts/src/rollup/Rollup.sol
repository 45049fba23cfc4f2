// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IForcedInbox} from "./IForcedInbox.sol";
import {IRollup} from "./IRollup.sol";
import {ISequencerRegistry} from "./ISequencerRegistry.sol";
import {RollupPosting} from "./RollupPosting.sol";

/// @title Rollup
/// @notice See {IRollup}. Here: pinned origins, finality, disputes' holds and rollback.
/// @dev Status of a number: none → posted → (contested → unresolved →) final, or void by a rollback. What a dispute holds is
/// bound to the commitment, so a batch posted anew after a rollback starts free.
contract Rollup is RollupPosting, UUPSUpgradeable {
    /// @dev Block headers of one `pinOrigin`.
    uint256 public constant MAX_HEADERS_PER_PIN = 256;
    /// @dev Openings of one `finalize`.
    uint256 public constant MAX_BATCHES_PER_FINALIZATION = 256;
    /// @dev Highest forced cap that a policy may have: with an eighth of a block each, half a block of gas.
    uint64 public constant MAX_FORCED_CAP = 4;

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
            batches.length > 0 && batches.length <= MAX_BATCHES_PER_FINALIZATION,
            BatchCountOutOfRange(batches.length, MAX_BATCHES_PER_FINALIZATION)
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

    function _authorizeUpgrade(address) internal override restricted {}
}
