// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {CandorTypes, Policy} from "../libraries/CandorTypes.sol";
import {Policies} from "../libraries/Policies.sol";
import {IParameterRegistry} from "./IParameterRegistry.sol";

/// @title ParameterRegistry
/// @notice See {IParameterRegistry}.
contract ParameterRegistry is IParameterRegistry, AccessManagedUpgradeable, UUPSUpgradeable {
    using CandorTypes for Policy;
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    /// @dev Most definitions or changes in one call.
    uint256 public constant MAX_CHANGES = 64;

    struct Parameter {
        bool defined;
        uint256 minimum;
        uint256 maximum;
        Checkpoints.Trace208 values;
    }

    /// @dev The parts of a policy that posting asks for, computed when a revision is scheduled.
    struct PolicyExtract {
        bytes32 policyHash;
        uint8 beaconKinds;
        uint32 forcedCap;
    }

    /// @custom:storage-location erc7201:candor.storage.ParameterRegistry
    struct ParameterRegistryStorage {
        mapping(bytes32 key => Parameter) parameters;
        // L1 height → revision.
        Checkpoints.Trace208 revisions;
        mapping(uint64 revision => PolicyExtract) policies;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.ParameterRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x50c3a61018ee5be17d53fcf60d7ebf5b6051489d7dbd1f426932a510600e1e00;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, ParameterDefinition[] calldata definitions) external initializer {
        __AccessManaged_init(authority_);
        _define(definitions);
        _revise(_storage(), uint64(block.number), 1);
    }

    /// @inheritdoc IParameterRegistry
    function defineParameters(ParameterDefinition[] calldata definitions) external restricted {
        _define(definitions);
    }

    /// @inheritdoc IParameterRegistry
    function scheduleValues(ParameterChange[] calldata changes, uint64 activationHeight) external restricted {
        require(changes.length > 0 && changes.length <= MAX_CHANGES, ChangeCountOutOfRange(changes.length, MAX_CHANGES));
        ParameterRegistryStorage storage $ = _storage();
        uint64 earliest = uint64(block.number) + 1;
        uint64 last = lastActivationHeight();
        if (last > earliest) earliest = last;
        require(activationHeight >= earliest, ActivationTooEarly(earliest, activationHeight));
        uint64 revision = uint64($.revisions.latest()) + 1;
        for (uint256 i = 0; i < changes.length; ++i) {
            _set($, changes[i].key, changes[i].value, activationHeight);
            emit ParameterScheduled(changes[i].key, changes[i].value, activationHeight, revision);
        }
        _revise($, activationHeight, revision);
    }

    /// @inheritdoc IParameterRegistry
    function valueAt(bytes32 key, uint64 height) external view returns (uint256) {
        return _valueAt(key, height);
    }

    /// @inheritdoc IParameterRegistry
    function policyAt(uint64 height) public view returns (Policy memory) {
        bytes32[] memory keys = Policies.keys();
        uint256[] memory values = new uint256[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            values[i] = _valueAt(keys[i], height);
        }
        return Policies.assemble(values);
    }

    /// @inheritdoc IParameterRegistry
    function policyExtractAt(uint64 height)
        external
        view
        returns (bytes32 policyHash, uint8 beaconKinds, uint32 forcedCap)
    {
        PolicyExtract storage extract = _storage().policies[revisionAt(height)];
        return (extract.policyHash, extract.beaconKinds, extract.forcedCap);
    }

    /// @inheritdoc IParameterRegistry
    function boundsOf(bytes32 key) external view returns (uint256 minimum, uint256 maximum) {
        Parameter storage parameter = _storage().parameters[key];
        require(parameter.defined, ParameterUnknown(key));
        return (parameter.minimum, parameter.maximum);
    }

    /// @inheritdoc IParameterRegistry
    function revisionAt(uint64 height) public view returns (uint64) {
        return uint64(_storage().revisions.upperLookupRecent(_key(height)));
    }

    /// @inheritdoc IParameterRegistry
    function lastActivationHeight() public view returns (uint64) {
        (, uint48 height,) = _storage().revisions.latestCheckpoint();
        return height;
    }

    function _define(ParameterDefinition[] calldata definitions) private {
        require(definitions.length <= MAX_CHANGES, ChangeCountOutOfRange(definitions.length, MAX_CHANGES));
        ParameterRegistryStorage storage $ = _storage();
        for (uint256 i = 0; i < definitions.length; ++i) {
            ParameterDefinition calldata definition = definitions[i];
            Parameter storage parameter = $.parameters[definition.key];
            require(!parameter.defined, ParameterAlreadyDefined(definition.key));
            require(
                definition.minimum <= definition.maximum && definition.maximum <= type(uint208).max,
                ParameterBoundsInvalid(definition.key, definition.minimum, definition.maximum)
            );
            parameter.defined = true;
            parameter.minimum = definition.minimum;
            parameter.maximum = definition.maximum;
            _set($, definition.key, definition.value, uint64(block.number));
            emit ParameterDefined(definition.key, definition.minimum, definition.maximum, definition.value);
        }
    }

    function _set(ParameterRegistryStorage storage $, bytes32 key, uint256 value, uint64 height) private {
        Parameter storage parameter = $.parameters[key];
        require(parameter.defined, ParameterUnknown(key));
        require(
            value >= parameter.minimum && value <= parameter.maximum,
            ParameterOutOfBounds(key, parameter.minimum, parameter.maximum, value)
        );
        parameter.values.push(uint256(height).toUint48(), value.toUint208());
    }

    /// @dev Heights are scheduled in order, so what is in force at the newest one is final for this revision.
    function _revise(ParameterRegistryStorage storage $, uint64 height, uint64 revision) private {
        $.revisions.push(uint256(height).toUint48(), revision);
        Policy memory policy = policyAt(height);
        $.policies[revision] = PolicyExtract(policy.hash(), policy.beaconKinds, policy.forcedCap);
    }

    function _valueAt(bytes32 key, uint64 height) private view returns (uint256) {
        Parameter storage parameter = _storage().parameters[key];
        require(parameter.defined, ParameterUnknown(key));
        return parameter.values.upperLookupRecent(_key(height));
    }

    /// @dev Heights beyond 48 bits are beyond everything scheduled.
    function _key(uint64 height) private pure returns (uint48) {
        return height > type(uint48).max ? type(uint48).max : uint48(height);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (ParameterRegistryStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
