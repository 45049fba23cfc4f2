// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IBondVault} from "../dispute/IBondVault.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {ISequencerRegistry} from "./ISequencerRegistry.sol";

/// @title SequencerRegistry
/// @notice See {ISequencerRegistry}.
contract SequencerRegistry is ISequencerRegistry, AccessManagedUpgradeable, UUPSUpgradeable {
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    /// @inheritdoc ISequencerRegistry
    uint256 public constant BEACON_KEY_BYTES = 192;

    /// @custom:storage-location erc7201:candor.storage.SequencerRegistry
    struct SequencerRegistryStorage {
        uint64 rollupId;
        IParameterRegistry parameterRegistry;
        IBondVault bondVault;
        mapping(bytes32 sequencerId => Sequencer) sequencers;
        mapping(address orderKey => bytes32 sequencerId) ownersOfOrderKeys;
        // L1 height → operator in the seat; its sequencerId follows from it.
        Checkpoints.Trace208 seats;
        // L1 height → order key.
        Checkpoints.Trace208 orderKeys;
        // L1 height → position in beaconKeyList, counted from 1.
        Checkpoints.Trace208 beaconKeys;
        bytes[] beaconKeyList;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.SequencerRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x896f493fab70b599b6f21c0a18de84b97a4ebeebf22027e284825372ea9c7300;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, uint64 rollupId_, address parameterRegistry_, address bondVault_)
        external
        initializer
    {
        __AccessManaged_init(authority_);
        SequencerRegistryStorage storage $ = _storage();
        $.rollupId = rollupId_;
        $.parameterRegistry = IParameterRegistry(parameterRegistry_);
        $.bondVault = IBondVault(bondVault_);
    }

    /// @inheritdoc ISequencerRegistry
    function register(address operator, address orderKey, bytes calldata beaconKey)
        external
        restricted
        returns (bytes32 sequencerId)
    {
        SequencerRegistryStorage storage $ = _storage();
        sequencerId = sequencerIdOf(operator);
        Sequencer storage entry = $.sequencers[sequencerId];
        require(entry.operator == address(0), SequencerAlreadyRegistered(sequencerId));
        entry.operator = operator;
        _takeOrderKey($, sequencerId, orderKey);
        _takeBeaconKey($, sequencerId, beaconKey);
        emit SequencerRegistered(sequencerId, operator, orderKey, beaconKey);
        $.bondVault.open(sequencerId, operator);
    }

    /// @inheritdoc ISequencerRegistry
    function seat(bytes32 sequencerId) external restricted {
        SequencerRegistryStorage storage $ = _storage();
        Sequencer storage entry = $.sequencers[sequencerId];
        require(entry.operator != address(0), SequencerUnknown(sequencerId));
        require($.seats.length() == 0, SeatTaken(sequencerIdOf(address(uint160($.seats.latest())))));
        uint48 height = uint48(block.number);
        $.seats.push(height, uint160(entry.operator));
        $.orderKeys.push(height, uint160(entry.orderKey));
        $.beaconKeyList.push(entry.beaconKey);
        $.beaconKeys.push(height, uint208($.beaconKeyList.length));
        emit SequencerSeated(sequencerId, height);
        uint256 required = $.parameterRegistry.valueAt(ParameterKeys.SEQUENCER_MIN_BOND_WEI, height);
        uint256 bonded = $.bondVault.bondOf(sequencerId).bonded;
        require(bonded >= required, SequencerBondTooLow(sequencerId, required, bonded));
        if (required > 0) $.bondVault.lock(sequencerId, required);
    }

    /// @inheritdoc ISequencerRegistry
    function rotateOrderKey(address orderKey, uint64 effectiveFrom) external {
        SequencerRegistryStorage storage $ = _storage();
        bytes32 sequencerId = _requireSeatedOperator($);
        _requireFuture($.orderKeys, effectiveFrom);
        _takeOrderKey($, sequencerId, orderKey);
        $.orderKeys.push(uint256(effectiveFrom).toUint48(), uint160(orderKey));
        emit OrderKeyRotated(sequencerId, orderKey, effectiveFrom);
    }

    /// @inheritdoc ISequencerRegistry
    function rotateBeaconKey(bytes calldata beaconKey, uint64 effectiveFrom) external {
        SequencerRegistryStorage storage $ = _storage();
        bytes32 sequencerId = _requireSeatedOperator($);
        _requireFuture($.beaconKeys, effectiveFrom);
        _takeBeaconKey($, sequencerId, beaconKey);
        $.beaconKeyList.push(beaconKey);
        $.beaconKeys.push(uint256(effectiveFrom).toUint48(), uint208($.beaconKeyList.length));
        emit BeaconKeyRotated(sequencerId, beaconKey, effectiveFrom);
    }

    /// @inheritdoc ISequencerRegistry
    function sequencerIdOf(address operator) public view returns (bytes32) {
        return keccak256(abi.encode(_storage().rollupId, operator));
    }

    /// @inheritdoc ISequencerRegistry
    function sequencer(bytes32 sequencerId) external view returns (Sequencer memory) {
        return _storage().sequencers[sequencerId];
    }

    /// @inheritdoc ISequencerRegistry
    function sequencerIdAt(uint64 height) public view returns (bytes32) {
        address operator = address(uint160(_storage().seats.upperLookupRecent(_key(height))));
        return operator == address(0) ? bytes32(0) : sequencerIdOf(operator);
    }

    /// @inheritdoc ISequencerRegistry
    function orderKeyAt(uint64 height) public view returns (address) {
        return address(uint160(_storage().orderKeys.upperLookupRecent(_key(height))));
    }

    /// @inheritdoc ISequencerRegistry
    function beaconKeyAt(uint64 height) external view returns (bytes memory) {
        SequencerRegistryStorage storage $ = _storage();
        uint256 position = $.beaconKeys.upperLookupRecent(_key(height));
        return position == 0 ? bytes("") : $.beaconKeyList[position - 1];
    }

    /// @inheritdoc ISequencerRegistry
    function sequencerOfOrderKey(address orderKey) external view returns (bytes32) {
        return _storage().ownersOfOrderKeys[orderKey];
    }

    /// @inheritdoc ISequencerRegistry
    function signerAt(uint64 height)
        external
        view
        returns (bytes32 sequencerId, address orderKey, uint256 requiredBond, uint256 heldBond)
    {
        require(height < block.number, HeightNotPast(height, uint64(block.number)));
        SequencerRegistryStorage storage $ = _storage();
        sequencerId = sequencerIdAt(height);
        orderKey = orderKeyAt(height);
        requiredBond = $.parameterRegistry.valueAt(ParameterKeys.SEQUENCER_MIN_BOND_WEI, height);
        heldBond = $.bondVault.bondedAt(sequencerId, height);
    }

    function _requireSeatedOperator(SequencerRegistryStorage storage $) private view returns (bytes32) {
        address operator = address(uint160($.seats.latest()));
        require(msg.sender == operator, CallerNotOperator(operator, msg.sender));
        return sequencerIdOf(operator);
    }

    function _requireFuture(Checkpoints.Trace208 storage trace, uint64 effectiveFrom) private view {
        uint64 earliest = uint64(block.number) + 1;
        (, uint48 last,) = trace.latestCheckpoint();
        if (last > earliest) earliest = last;
        require(effectiveFrom >= earliest, EffectiveHeightTooEarly(earliest, effectiveFrom));
    }

    /// @dev A key that was another sequencer's can never become this one's: a proof pairs two acts of one sequencerId.
    function _takeOrderKey(SequencerRegistryStorage storage $, bytes32 sequencerId, address orderKey) private {
        require(orderKey != address(0), OrderKeyInvalid(orderKey));
        bytes32 owner = $.ownersOfOrderKeys[orderKey];
        require(owner == bytes32(0) || owner == sequencerId, OrderKeyTaken(orderKey, owner));
        $.ownersOfOrderKeys[orderKey] = sequencerId;
        $.sequencers[sequencerId].orderKey = orderKey;
    }

    function _takeBeaconKey(SequencerRegistryStorage storage $, bytes32 sequencerId, bytes calldata beaconKey) private {
        require(beaconKey.length == BEACON_KEY_BYTES, BeaconKeyLength(BEACON_KEY_BYTES, beaconKey.length));
        $.sequencers[sequencerId].beaconKey = beaconKey;
    }

    /// @dev Heights beyond 48 bits are beyond every rotation.
    function _key(uint64 height) private pure returns (uint48) {
        return height > type(uint48).max ? type(uint48).max : uint48(height);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (SequencerRegistryStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
