// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IBondVault} from "./IBondVault.sol";

/// @title BondVaultState
/// @notice What {BondVault} holds and answers.
abstract contract BondVaultState is IBondVault, AccessManagedUpgradeable {
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    struct Account {
        Bond bond;
        mapping(address locker => uint256) locks;
        // L1 block → bonded at its end.
        Checkpoints.Trace208 history;
    }

    /// @custom:storage-location erc7201:candor.storage.BondVault
    struct BondVaultStorage {
        IParameterRegistry parameterRegistry;
        address redressPool;
        mapping(bytes32 account => Account) accounts;
        mapping(bytes32 faultId => Slash) slashes;
        mapping(address payee => uint256) payables;
        uint256 totalDeposited;
        uint256 totalLocked;
        uint256 totalPayable;
        uint256 totalPaid;
        uint256 totalBurned;
    }

    /// @dev Parts of 10,000 of a slash that are burned at least.
    uint256 public constant BURN_SHARE_BPS = 5000;
    uint256 internal constant BPS = 10_000;

    // keccak256(abi.encode(uint256(keccak256("candor.storage.BondVault")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x1529f7b540784abb59a8ce75585cc47781e6dbcaf46810b28f3d2d3eace56300;

    /// @inheritdoc IBondVault
    function bondOf(bytes32 account) external view returns (Bond memory) {
        return _storage().accounts[account].bond;
    }

    /// @inheritdoc IBondVault
    function bondedAt(bytes32 account, uint64 height) external view returns (uint256) {
        require(height < block.number, HeightNotPast(height, uint64(block.number)));
        return _storage().accounts[account].history.upperLookupRecent(uint48(height));
    }

    /// @inheritdoc IBondVault
    function lockedBy(bytes32 account, address locker) external view returns (uint256) {
        return _storage().accounts[account].locks[locker];
    }

    /// @inheritdoc IBondVault
    function slashOf(bytes32 faultId) external view returns (Slash memory) {
        return _storage().slashes[faultId];
    }

    /// @inheritdoc IBondVault
    function redressOf(bytes32 faultId) external view returns (uint256) {
        Slash storage slash = _storage().slashes[faultId];
        return slash.status == SlashStatus.CANCELLED ? 0 : _redressShare(slash);
    }

    /// @inheritdoc IBondVault
    function payableTo(address payee) external view returns (uint256) {
        return _storage().payables[payee];
    }

    /// @inheritdoc IBondVault
    function redressPool() external view returns (address) {
        return _storage().redressPool;
    }

    /// @inheritdoc IBondVault
    function withdrawalDelaySeconds() public view returns (uint64) {
        return _parameter(ParameterKeys.WITHDRAWAL_DELAY_SECONDS);
    }

    /// @inheritdoc IBondVault
    function slashDelaySeconds() public view returns (uint64) {
        return _parameter(ParameterKeys.SLASH_DELAY_SECONDS);
    }

    /// @inheritdoc IBondVault
    function totalDeposited() external view returns (uint256) {
        return _storage().totalDeposited;
    }

    /// @inheritdoc IBondVault
    function totalLocked() external view returns (uint256) {
        return _storage().totalLocked;
    }

    /// @inheritdoc IBondVault
    function totalPayable() external view returns (uint256) {
        return _storage().totalPayable;
    }

    /// @inheritdoc IBondVault
    function totalPaid() external view returns (uint256) {
        return _storage().totalPaid;
    }

    /// @inheritdoc IBondVault
    function totalBurned() external view returns (uint256) {
        return _storage().totalBurned;
    }

    function _burnShare(uint256 amount) internal pure returns (uint256) {
        return Math.ceilDiv(amount * BURN_SHARE_BPS, BPS);
    }

    function _redressShare(Slash storage slash) internal view returns (uint256) {
        uint256 amount = slash.amount;
        return amount - _burnShare(amount) - slash.proverReward;
    }

    function _parameter(bytes32 key) private view returns (uint64) {
        return _storage().parameterRegistry.valueAt(key, uint64(block.number)).toUint64();
    }

    function _storage() internal pure returns (BondVaultStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
