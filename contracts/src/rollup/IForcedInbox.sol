// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ForcedInbox
/// @notice Queue of transactions that the sequencer must take. An entry queued in L1 block `b` is due at every origin from
/// `b + forcedDelayBlocks` on; a batch that leaves a due entry out cannot be posted. Entries are kept for ever.
interface IForcedInbox {
    /// @notice A queued transaction. `queuedAt` in seconds; `gasLimit` was charged and must be what the transaction declares.
    struct ForcedEntry {
        bytes32 txHash;
        uint64 gasLimit;
        uint64 queuedBlock;
        uint64 queuedAt;
    }

    event ForcedQueued(uint64 indexed index, uint64 gasLimit, bytes rawTx);
    /// @notice What the sender paid above the fee is his to {withdraw}.
    event RefundCredited(address indexed account, uint256 amount);
    event RefundPaid(address indexed account, uint256 amount);
    event FeeBurned(uint64 indexed index, uint256 amount);

    error RawTxLengthOutOfRange(uint256 length, uint256 maximum);
    error ForcedGasOutOfRange(uint64 lowest, uint64 highest, uint64 found);
    error FeeTooLow(uint256 required, uint256 paid);
    error QueueFull(uint64 depth, uint64 maximum);
    error EntryUnknown(uint64 index, uint64 count);
    error HeightNotPast(uint64 height, uint64 current);
    error NothingToWithdraw(address account);
    error TransferFailed(address account, uint256 amount);
    error ForcedConfigInvalid();

    /// @notice Queues `rawTx` (1 byte to 32 KiB) with `gasLimit` (21,000 to one eighth of a block) against {feeFor}; the fee is
    /// burned, what is paid above it can be withdrawn. `rawTx` is not decoded here: one that does not decode, has another type
    /// than 0, 1, 2, 4 or declares another gas is skipped at its place.
    function force(bytes calldata rawTx, uint64 gasLimit) external payable returns (uint64 index);
    /// @notice Pays out the caller's refunds.
    function withdraw() external returns (uint256 amount);

    /// @notice Entries queued in L1 blocks up to `height`; only past heights.
    function queued(uint64 height) external view returns (uint64);
    /// @notice Entries due at origin `height`; only past heights.
    function due(uint64 height) external view returns (uint64);
    /// @notice {due} and {queued} in one call.
    function boundsAt(uint64 height) external view returns (uint64 dueCount, uint64 queuedCount);
    function entry(uint64 index) external view returns (ForcedEntry memory);
    function entryCount() external view returns (uint64);
    /// @notice Entries that no batch has taken.
    function depth() external view returns (uint64);
    /// @notice The fee in wei of the next entry with this gas; it doubles with every {FEE_DOUBLING_ENTRIES} entries waiting.
    function feeFor(uint64 gasLimit) external view returns (uint256);
    function refundOf(address account) external view returns (uint256);
    function forcedDelayBlocks() external view returns (uint64);
    function rollup() external view returns (address);
    /// @notice Highest gas of one entry: one eighth of the L2 block.
    function maxGasPerEntry() external view returns (uint64);
    function MAX_RAW_TX_BYTES() external view returns (uint256);
    function MIN_GAS_PER_ENTRY() external view returns (uint64);
    function FEE_DOUBLING_ENTRIES() external view returns (uint64);
    function MAX_DEPTH() external view returns (uint64);
}
