// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title BondVault
/// @notice Bonds of everybody who can be slashed. An account is a `sequencerId`, a log's `originHash` or
/// an address left-padded with zeros. Money is
/// conserved: `totalDeposited = totalLocked + totalPayable + totalPaid + totalBurned`, in wei, at every moment.
interface IBondVault {
    /// @notice A bond. `bonded` counts for minimums; `leaving` waits for `releaseAt` (seconds) and can still be slashed;
    /// `reserved` waits for queued slashes; `locked` is the part of `bonded` that may not be asked back.
    struct Bond {
        address owner;
        uint256 bonded;
        uint256 locked;
        uint256 leaving;
        uint256 reserved;
        uint64 releaseAt;
    }

    enum SlashStatus {
        NONE,
        QUEUED,
        EXECUTED,
        CANCELLED
    }

    /// @notice A queued slash: one per fault, for ever. Executable from `executableAt` (seconds) on.
    struct Slash {
        bytes32 account;
        address prover;
        uint64 executableAt;
        SlashStatus status;
        uint256 amount;
        uint256 proverReward;
    }

    event BondOpened(bytes32 indexed account, address indexed owner);
    event BondDeposited(bytes32 indexed account, address indexed from, uint256 amount);
    event BondLocked(bytes32 indexed account, address indexed locker, uint256 amount);
    event BondUnlocked(bytes32 indexed account, address indexed locker, uint256 amount);
    event WithdrawalRequested(bytes32 indexed account, uint256 amount, uint64 releaseAt);
    event WithdrawalReleased(bytes32 indexed account, address indexed owner, uint256 amount);
    event SlashQueued(
        bytes32 indexed faultId, bytes32 indexed account, uint256 amount, address prover, uint64 executableAt
    );
    event BondSlashed(
        bytes32 indexed faultId, bytes32 indexed account, uint256 burned, uint256 toProver, uint256 toRedress
    );
    event SlashCancelled(bytes32 indexed faultId, bytes32 indexed account, uint256 amount);
    event Paid(address indexed payee, uint256 amount);
    event RedressPoolChanged(address indexed redressPool);

    error AmountZero();
    error AccountAlreadyOpen(bytes32 account);
    error AccountUnknown(bytes32 account);
    error CallerNotOwner(address expected, address found);
    error BondInsufficient(bytes32 account, uint256 available, uint256 asked);
    error LockInsufficient(bytes32 account, address locker, uint256 held, uint256 asked);
    error NothingLeaving(bytes32 account);
    error WithdrawalNotReleased(uint64 releaseAt, uint64 current);
    error FaultAlreadyPunished(bytes32 faultId);
    error SlashNotQueued(bytes32 faultId, SlashStatus status);
    error SlashNotExecutable(uint64 executableAt, uint64 current);
    error ProverRewardTooHigh(uint256 maximum, uint256 asked);
    error NothingPayable(address payee);
    error TransferFailed(address payee, uint256 amount);
    error HeightNotPast(uint64 height, uint64 current);

    /// @notice Opens the bond of an account that is not an address. For registries' role.
    function open(bytes32 account, address owner) external;
    /// @notice Adds to a bond. Anybody may.
    function deposit(bytes32 account) external payable;
    /// @notice Forbids asking back `amount` more of a bond. For lockers' role; each locker's locks add up.
    function lock(bytes32 account, uint256 amount) external;
    /// @notice Takes back a lock of the caller.
    function unlock(bytes32 account, uint256 amount) external;
    /// @notice Begins the withdrawal of `amount`; asking again adds to it and starts the delay anew. Only the owner.
    function requestWithdrawal(bytes32 account, uint256 amount) external;
    /// @notice Makes what has waited long enough payable to the owner. Anybody may call.
    function releaseWithdrawal(bytes32 account) external;
    /// @notice Sets `amount` (at most what is left) aside for a slash, once per fault. For slashers' role. `proverReward` is at
    /// most 5 % of the amount plus the gas allowance.
    function queueSlash(bytes32 account, bytes32 faultId, uint256 amount, address prover, uint256 proverReward) external;
    /// @notice Executes a queued slash after its delay: at least half is burned, the prover is rewarded, the rest goes to
    /// redress (burned while there is no pool). Anybody may call.
    function executeSlash(bytes32 faultId) external;
    /// @notice Gives a queued slash back to the bond. For slashers' role; the fault cannot be punished again.
    function cancelSlash(bytes32 faultId) external;
    /// @notice Pays the caller what is payable to it.
    function withdraw() external returns (uint256 amount);
    /// @notice Where redress goes. Restricted.
    function setRedressPool(address redressPool) external;

    function bondOf(bytes32 account) external view returns (Bond memory);
    /// @notice What counted as bonded at the end of L1 block `height`; only past heights.
    function bondedAt(bytes32 account, uint64 height) external view returns (uint256);
    function lockedBy(bytes32 account, address locker) external view returns (uint256);
    function slashOf(bytes32 faultId) external view returns (Slash memory);
    /// @notice What a slash that was not cancelled leaves for redress, in wei; 0 without a slash.
    function redressOf(bytes32 faultId) external view returns (uint256);
    function payableTo(address payee) external view returns (uint256);
    function redressPool() external view returns (address);
    function withdrawalDelaySeconds() external view returns (uint64);
    function slashDelaySeconds() external view returns (uint64);
    function totalDeposited() external view returns (uint256);
    function totalLocked() external view returns (uint256);
    function totalPayable() external view returns (uint256);
    function totalPaid() external view returns (uint256);
    function totalBurned() external view returns (uint256);
}
