// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IForcedInbox} from "./IForcedInbox.sol";
import {IRollup} from "./IRollup.sol";

/// @title ForcedInbox
/// @notice See {IForcedInbox}.
/// @dev The fee is burned: paid to the sequencer it would let the sequencer fill the queue for nothing.
contract ForcedInbox is IForcedInbox, AccessManagedUpgradeable, UUPSUpgradeable, ReentrancyGuardTransient {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc IForcedInbox
    uint256 public constant MAX_RAW_TX_BYTES = 32_768;
    /// @inheritdoc IForcedInbox
    uint64 public constant MIN_GAS_PER_ENTRY = 21_000;
    /// @inheritdoc IForcedInbox
    uint64 public constant FEE_DOUBLING_ENTRIES = 16;
    /// @inheritdoc IForcedInbox
    uint64 public constant MAX_DEPTH = 64 * FEE_DOUBLING_ENTRIES;

    /// @dev An entry takes at most 1/8 of a block, so the cap of 4 entries per batch is at most half a block of gas.
    uint64 private constant BLOCK_SHARES = 8;
    address private constant BURN = address(0);

    /// @custom:storage-location erc7201:candor.storage.ForcedInbox
    struct ForcedInboxStorage {
        IRollup rollup;
        uint64 forcedDelayBlocks;
        IParameterRegistry parameterRegistry;
        uint64 maxGasPerEntry;
        ForcedEntry[] entries;
        // L1 block → entries queued up to its end.
        Checkpoints.Trace208 counts;
        mapping(address account => uint256 amount) refunds;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.ForcedInbox")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0xbc298e93e83994d0c86ace2ab9306bd27824e8f3a093f3a343717a25bb8ef300;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    /// @param l2GasLimit gas limit of every L2 block.
    /// @param forcedDelayBlocks_ L1 blocks from queueing to due, at least 1.
    function initialize(
        address authority_,
        address rollup_,
        address parameterRegistry_,
        uint64 l2GasLimit,
        uint64 forcedDelayBlocks_
    ) external initializer {
        __AccessManaged_init(authority_);
        require(forcedDelayBlocks_ > 0 && l2GasLimit / BLOCK_SHARES >= MIN_GAS_PER_ENTRY, ForcedConfigInvalid());
        ForcedInboxStorage storage $ = _storage();
        $.rollup = IRollup(rollup_);
        $.parameterRegistry = IParameterRegistry(parameterRegistry_);
        $.maxGasPerEntry = l2GasLimit / BLOCK_SHARES;
        $.forcedDelayBlocks = forcedDelayBlocks_;
    }

    /// @inheritdoc IForcedInbox
    function force(bytes calldata rawTx, uint64 gasLimit) external payable nonReentrant returns (uint64 index) {
        require(
            rawTx.length > 0 && rawTx.length <= MAX_RAW_TX_BYTES, RawTxLengthOutOfRange(rawTx.length, MAX_RAW_TX_BYTES)
        );
        ForcedInboxStorage storage $ = _storage();
        require(
            gasLimit >= MIN_GAS_PER_ENTRY && gasLimit <= $.maxGasPerEntry,
            ForcedGasOutOfRange(MIN_GAS_PER_ENTRY, $.maxGasPerEntry, gasLimit)
        );
        uint256 fee = feeFor(gasLimit);
        require(msg.value >= fee, FeeTooLow(fee, msg.value));

        index = uint64($.entries.length);
        $.entries
            .push(
                ForcedEntry({
                    txHash: keccak256(rawTx),
                    gasLimit: gasLimit,
                    queuedBlock: uint64(block.number),
                    queuedAt: uint64(block.timestamp)
                })
            );
        $.counts.push(uint48(block.number), index + 1);
        emit ForcedQueued(index, gasLimit, rawTx);
        if (msg.value > fee) {
            $.refunds[msg.sender] += msg.value - fee;
            emit RefundCredited(msg.sender, msg.value - fee);
        }
        emit FeeBurned(index, fee);
        _send(BURN, fee);
    }

    /// @inheritdoc IForcedInbox
    function withdraw() external nonReentrant returns (uint256 amount) {
        ForcedInboxStorage storage $ = _storage();
        amount = $.refunds[msg.sender];
        require(amount > 0, NothingToWithdraw(msg.sender));
        $.refunds[msg.sender] = 0;
        emit RefundPaid(msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @inheritdoc IForcedInbox
    function queued(uint64 height) external view returns (uint64) {
        (, uint64 queuedCount) = boundsAt(height);
        return queuedCount;
    }

    /// @inheritdoc IForcedInbox
    function due(uint64 height) external view returns (uint64) {
        (uint64 dueCount,) = boundsAt(height);
        return dueCount;
    }

    /// @inheritdoc IForcedInbox
    function boundsAt(uint64 height) public view returns (uint64 dueCount, uint64 queuedCount) {
        require(height < block.number, HeightNotPast(height, uint64(block.number)));
        ForcedInboxStorage storage $ = _storage();
        queuedCount = uint64($.counts.upperLookupRecent(uint48(height)));
        uint64 delay = $.forcedDelayBlocks;
        dueCount = height < delay ? 0 : uint64($.counts.upperLookupRecent(uint48(height - delay)));
    }

    /// @inheritdoc IForcedInbox
    function entry(uint64 index) external view returns (ForcedEntry memory) {
        ForcedInboxStorage storage $ = _storage();
        require(index < $.entries.length, EntryUnknown(index, uint64($.entries.length)));
        return $.entries[index];
    }

    /// @inheritdoc IForcedInbox
    function entryCount() external view returns (uint64) {
        return uint64(_storage().entries.length);
    }

    /// @inheritdoc IForcedInbox
    function depth() public view returns (uint64) {
        ForcedInboxStorage storage $ = _storage();
        return uint64($.entries.length) - $.rollup.forcedThrough();
    }

    /// @inheritdoc IForcedInbox
    function feeFor(uint64 gasLimit) public view returns (uint256) {
        uint64 waiting = depth();
        require(waiting < MAX_DEPTH, QueueFull(waiting, MAX_DEPTH));
        uint256 perGas =
            _storage().parameterRegistry.valueAt(ParameterKeys.FORCED_FEE_PER_GAS_WEI, uint64(block.number));
        return (uint256(gasLimit) * perGas) << (waiting / FEE_DOUBLING_ENTRIES);
    }

    /// @inheritdoc IForcedInbox
    function refundOf(address account) external view returns (uint256) {
        return _storage().refunds[account];
    }

    /// @inheritdoc IForcedInbox
    function forcedDelayBlocks() external view returns (uint64) {
        return _storage().forcedDelayBlocks;
    }

    /// @inheritdoc IForcedInbox
    function rollup() external view returns (address) {
        return address(_storage().rollup);
    }

    /// @inheritdoc IForcedInbox
    function maxGasPerEntry() external view returns (uint64) {
        return _storage().maxGasPerEntry;
    }

    function _send(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        require(sent, TransferFailed(to, amount));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (ForcedInboxStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
