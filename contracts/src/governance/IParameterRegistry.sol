// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Policy} from "../libraries/CandorTypes.sol";

/// @title ParameterRegistry
/// @notice Append-only values `(key, value, activationHeight)` inside bounds that never change. The value at an L1 height that
/// is not in the future never changes, so replaying old batches is deterministic.
interface IParameterRegistry {
    /// @notice A parameter as it is born: with its bounds (both inclusive) and its value from the deployment on.
    struct ParameterDefinition {
        bytes32 key;
        uint256 minimum;
        uint256 maximum;
        uint256 value;
    }

    struct ParameterChange {
        bytes32 key;
        uint256 value;
    }

    /// @notice A parameter exists from now on, with bounds for ever.
    event ParameterDefined(bytes32 indexed key, uint256 minimum, uint256 maximum, uint256 value);
    /// @notice A value takes effect at an L1 height.
    event ParameterScheduled(bytes32 indexed key, uint256 value, uint64 activationHeight, uint64 revision);

    error ParameterAlreadyDefined(bytes32 key);
    error ParameterUnknown(bytes32 key);
    error ParameterOutOfBounds(bytes32 key, uint256 minimum, uint256 maximum, uint256 found);
    error ParameterBoundsInvalid(bytes32 key, uint256 minimum, uint256 maximum);
    error ActivationTooEarly(uint64 earliest, uint64 found);
    error ChangeCountOutOfRange(uint256 count, uint256 maximum);

    /// @notice Adds a parameter. Restricted.
    function defineParameters(ParameterDefinition[] calldata definitions) external;
    /// @notice Schedules values for one L1 height: in the future, and not before a height scheduled earlier. Restricted.
    function scheduleValues(ParameterChange[] calldata changes, uint64 activationHeight) external;

    function valueAt(bytes32 key, uint64 height) external view returns (uint256);
    function boundsOf(bytes32 key) external view returns (uint256 minimum, uint256 maximum);
    /// @notice Names the state of all parameters at an L1 height: equal revisions, equal values.
    function revisionAt(uint64 height) external view returns (uint64);
    /// @notice The policy in force at an L1 height. Source: spec/protocol.md §8.
    function policyAt(uint64 height) external view returns (Policy memory);
    /// @notice What posting asks of the policy at an L1 height: its hash `keccak256(abi.encode(Policy))` and two members.
    function policyExtractAt(uint64 height)
        external
        view
        returns (bytes32 policyHash, uint8 beaconKinds, uint32 forcedCap);
    /// @notice The newest height for which something is scheduled.
    function lastActivationHeight() external view returns (uint64);
}
