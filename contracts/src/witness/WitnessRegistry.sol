// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IBondVault} from "../dispute/IBondVault.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IWitnessRegistry} from "./IWitnessRegistry.sol";

/// @title WitnessRegistry
/// @notice See {IWitnessRegistry}.
contract WitnessRegistry is IWitnessRegistry, AccessManagedUpgradeable, UUPSUpgradeable {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc IWitnessRegistry
    uint256 public constant MAX_SEATS = 64;
    uint256 private constant BEACON_KEY_BYTES = 192;
    uint256 private constant BPS = 10_000;

    /// @custom:storage-location erc7201:candor.storage.WitnessRegistry
    struct WitnessRegistryStorage {
        IParameterRegistry parameterRegistry;
        IBondVault bondVault;
        uint64 lastSeatId;
        uint64[] held;
        mapping(uint64 seatId => Seat) seats;
        mapping(address signingKey => uint64 seatId) seatsOfKeys;
        mapping(address owner => uint256) seatsOfOwners;
        // Time → signing key.
        mapping(uint64 seatId => Checkpoints.Trace208) keys;
        // Time → number of seats.
        Checkpoints.Trace208 counts;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.WitnessRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x00f7598d4a82def34f79ef0a463bfd53ecc541878563fb9ddd81fd8653d1e300;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address parameterRegistry_, address bondVault_) external initializer {
        __AccessManaged_init(authority_);
        WitnessRegistryStorage storage $ = _storage();
        $.parameterRegistry = IParameterRegistry(parameterRegistry_);
        $.bondVault = IBondVault(bondVault_);
    }

    /// @inheritdoc IWitnessRegistry
    function changeSeats(uint64[] calldata leaving, SeatConfig[] calldata arriving) external restricted {
        WitnessRegistryStorage storage $ = _storage();
        for (uint256 i = 0; i < leaving.length; ++i) {
            _end($, leaving[i]);
        }
        for (uint256 i = 0; i < arriving.length; ++i) {
            _give($, arriving[i]);
        }
        uint256 count = $.held.length;
        require(count <= MAX_SEATS, SeatCountOutOfRange(count, MAX_SEATS));
        $.counts.push(uint48(block.timestamp), uint208(count));
        _checkCaps($, count);
    }

    /// @inheritdoc IWitnessRegistry
    function rotateKeys(uint64 seatId, address signingKey, bytes32 logKey, bytes calldata beaconKey) external {
        WitnessRegistryStorage storage $ = _storage();
        Seat storage state = $.seats[seatId];
        require(state.seatedAt != 0 && state.leftAt == 0, SeatNotHeld(seatId));
        require(msg.sender == state.config.owner, CallerNotSeatOwner(state.config.owner, msg.sender));
        require(beaconKey.length == BEACON_KEY_BYTES, BeaconKeyLength(BEACON_KEY_BYTES, beaconKey.length));
        _takeKey($, seatId, signingKey);
        state.config.signingKey = signingKey;
        state.config.logKey = logKey;
        state.config.beaconKey = beaconKey;
        emit SeatKeysRotated(seatId, signingKey, logKey, beaconKey);
    }

    /// @inheritdoc IWitnessRegistry
    function seat(uint64 seatId) external view returns (Seat memory) {
        return _storage().seats[seatId];
    }

    /// @inheritdoc IWitnessRegistry
    function seatIds() external view returns (uint64[] memory) {
        return _storage().held;
    }

    /// @inheritdoc IWitnessRegistry
    function seatCountAt(uint64 time) external view returns (uint64) {
        _requirePast(time);
        return uint64(_storage().counts.upperLookupRecent(uint48(time)));
    }

    /// @inheritdoc IWitnessRegistry
    function seatAt(address signingKey, uint64 time) external view returns (uint64 seatId, bytes32 operator) {
        _requirePast(time);
        WitnessRegistryStorage storage $ = _storage();
        seatId = $.seatsOfKeys[signingKey];
        if (seatId == 0) return (0, bytes32(0));
        Seat storage state = $.seats[seatId];
        bool held = state.seatedAt <= time && (state.leftAt == 0 || state.leftAt > time);
        if (!held || address(uint160($.keys[seatId].upperLookupRecent(uint48(time)))) != signingKey) {
            return (0, bytes32(0));
        }
        operator = state.config.operator;
    }

    /// @inheritdoc IWitnessRegistry
    function seatOfKey(address signingKey) external view returns (uint64) {
        return _storage().seatsOfKeys[signingKey];
    }

    /// @inheritdoc IWitnessRegistry
    function ownerOfKey(address signingKey) external view returns (address) {
        WitnessRegistryStorage storage $ = _storage();
        return $.seats[$.seatsOfKeys[signingKey]].config.owner;
    }

    /// @inheritdoc IWitnessRegistry
    function seatCountOf(address owner) external view returns (uint256) {
        return _storage().seatsOfOwners[owner];
    }

    function _give(WitnessRegistryStorage storage $, SeatConfig calldata config) private {
        require(config.beaconKey.length == BEACON_KEY_BYTES, BeaconKeyLength(BEACON_KEY_BYTES, config.beaconKey.length));
        require(
            config.owner != address(0) && config.operator != bytes32(0) && config.client != bytes32(0)
                && config.jurisdiction != bytes32(0),
            TagMissing()
        );
        uint64 seatId = ++$.lastSeatId;
        _takeKey($, seatId, config.signingKey);
        Seat storage state = $.seats[seatId];
        state.config = config;
        state.seatedAt = uint64(block.timestamp);
        state.lockedBond = $.parameterRegistry.valueAt(ParameterKeys.WITNESS_MIN_BOND_WEI, uint64(block.number));
        $.held.push(seatId);
        ++$.seatsOfOwners[config.owner];
        emit SeatTaken(seatId, config.owner, config.signingKey, config.operator, config.client);
        if (state.lockedBond > 0) $.bondVault.lock(_accountOf(config.owner), state.lockedBond);
    }

    function _end(WitnessRegistryStorage storage $, uint64 seatId) private {
        uint64[] storage held = $.held;
        uint256 place = 0;
        while (place < held.length && held[place] != seatId) ++place;
        require(place < held.length, SeatNotHeld(seatId));
        held[place] = held[held.length - 1];
        held.pop();
        Seat storage state = $.seats[seatId];
        state.leftAt = uint64(block.timestamp);
        --$.seatsOfOwners[state.config.owner];
        emit SeatLeft(seatId, state.leftAt);
        if (state.lockedBond > 0) $.bondVault.unlock(_accountOf(state.config.owner), state.lockedBond);
    }

    /// @dev Two signatures by one key are two acts of one seat, whatever was rotated in between.
    function _takeKey(WitnessRegistryStorage storage $, uint64 seatId, address signingKey) private {
        require(signingKey != address(0), SeatKeyInvalid(signingKey));
        uint64 holder = $.seatsOfKeys[signingKey];
        require(holder == 0 || holder == seatId, SeatKeyTaken(signingKey, holder));
        $.seatsOfKeys[signingKey] = seatId;
        $.keys[seatId].push(uint48(block.timestamp), uint160(signingKey));
    }

    /// @dev One seat of a tag is always allowed: the smallest registry has one.
    function _checkCaps(WitnessRegistryStorage storage $, uint256 count) private view {
        SeatConfig[] memory configs = new SeatConfig[](count);
        for (uint256 i = 0; i < count; ++i) {
            configs[i] = $.seats[$.held[i]].config;
        }
        uint256[3] memory allowed = [
            _allowed($, ParameterKeys.WITNESS_OPERATOR_CAP_BPS, count),
            _allowed($, ParameterKeys.WITNESS_CLIENT_CAP_BPS, count),
            _allowed($, ParameterKeys.WITNESS_JURISDICTION_CAP_BPS, count)
        ];
        for (uint256 i = 0; i < count; ++i) {
            uint256[3] memory found;
            for (uint256 j = 0; j < count; ++j) {
                if (configs[i].operator == configs[j].operator) ++found[0];
                if (configs[i].client == configs[j].client) ++found[1];
                if (configs[i].jurisdiction == configs[j].jurisdiction) ++found[2];
            }
            require(found[0] <= allowed[0], TagCapExceeded(configs[i].operator, allowed[0], found[0]));
            require(found[1] <= allowed[1], TagCapExceeded(configs[i].client, allowed[1], found[1]));
            require(found[2] <= allowed[2], TagCapExceeded(configs[i].jurisdiction, allowed[2], found[2]));
        }
    }

    function _allowed(WitnessRegistryStorage storage $, bytes32 key, uint256 count) private view returns (uint256) {
        uint256 allowed = count * $.parameterRegistry.valueAt(key, uint64(block.number)) / BPS;
        return allowed == 0 ? 1 : allowed;
    }

    function _requirePast(uint64 time) private view {
        require(time < block.timestamp, TimeNotPast(time, uint64(block.timestamp)));
    }

    function _accountOf(address owner) private pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (WitnessRegistryStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
