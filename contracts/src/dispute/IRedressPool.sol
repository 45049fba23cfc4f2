// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InclusionPromise} from "../libraries/CandorTypes.sol";

/// @title RedressPool
/// @notice What slashes leave for those who were wronged. The holder of a promise that was proven broken gets the policy's
/// compensation, paid by the fault's penalty: claims are collected by outage interval, settled together, and paid pro rata when the money is short. The order of
/// claims never matters. Times are Unix seconds of L1. Source: spec/faults.md.
interface IRedressPool {
    /// @notice Claims of an interval. `payableWei` of `claimedWei` is paid, once settled.
    struct Interval {
        bool settled;
        uint64 claimUntil;
        uint256 claimedWei;
        uint256 payableWei;
        uint256 paidWei;
    }

    struct Claim {
        address holder;
        bool paid;
        uint64 interval;
        uint256 amountWei;
    }

    event ClaimFiled(bytes32 indexed faultId, address indexed holder, uint64 indexed interval, uint256 amountWei);
    event IntervalSettled(uint64 indexed interval, uint256 claimedWei, uint256 payableWei);
    event ClaimPaid(bytes32 indexed faultId, address indexed holder, uint256 amountWei);
    /// @notice A party that was wrongly slashed gets money back.
    event WrongSlashRedressed(bytes32 indexed faultId, address indexed owner, uint256 amountWei);

    error FaultNotProven(bytes32 faultId);
    error PromiseOfAnotherRollup(uint64 expected, uint64 found);
    error PromiseSignerMismatch(bytes32 accused, address signer);
    error ClaimAlreadyFiled(bytes32 faultId);
    error ClaimUnfunded(bytes32 faultId);
    error ClaimUnknown(bytes32 faultId);
    error ClaimAlreadyPaid(bytes32 faultId);
    error ClaimsClosed(uint64 endedAt, uint64 current);
    error ClaimsOpen(uint64 endsAt, uint64 current);
    error IntervalEmpty(uint64 interval);
    error IntervalAlreadySettled(uint64 interval);
    error IntervalNotSettled(uint64 interval);
    error SlashNotExecuted(bytes32 faultId);
    error WrongSlashAlreadyRedressed(bytes32 faultId);
    error AmountOutOfRange(uint256 maximum, uint256 found);
    error TransferFailed(address payee, uint256 amount);

    /// @notice Claims for the promise that fault `kind` (F2 or F6) was proven of; the holder is its sender. What
    /// the fault's own penalty leaves for redress is the most. Anybody may file.
    function claim(uint8 kind, InclusionPromise calldata promise_, bytes calldata signature) external;
    /// @notice Fixes what the claims of an interval get, once it can have no more. Anybody may call.
    function settle(uint64 interval) external;
    /// @notice Pays settled claims to their holders. Anybody may call.
    function pay(bytes32[] calldata faultIds) external;
    /// @notice Gives the owner of a bond back what an executed slash took, once per slash. Restricted.
    function redressWrongSlash(bytes32 faultId, uint256 amountWei) external;

    /// @notice The interval of a proof at `provenAt`, and until when its claims can be filed.
    function intervalOf(uint64 provenAt) external view returns (uint64 interval, uint64 claimUntil);
    function claimOf(bytes32 faultId) external view returns (Claim memory);
    function intervalState(uint64 interval) external view returns (Interval memory);
    /// @notice Wei that nobody has a settled claim to.
    function freeWei() external view returns (uint256);
}
