// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Policy} from "./CandorTypes.sol";
import {ParameterKeys} from "./ParameterKeys.sol";

/// @title The policy as parameters
/// @notice Which parameters make up the policy. Source: spec/protocol.md §8.
library Policies {
    using SafeCast for uint256;

    /// @notice The policy with these values, in the order of {keys}. Reverts when a value does not fit its member.
    function assemble(uint256[] memory values) internal pure returns (Policy memory policy) {
        policy.version = values[0].toUint16();
        policy.ordering = values[1].toUint8();
        policy.beaconKinds = values[2].toUint8();
        policy.transactionTypes = values[3].toUint8();
        policy.batchIntervalMillis = values[4].toUint64();
        policy.maxGas = values[5].toUint64();
        policy.maxCount = values[6].toUint32();
        policy.maxBytes = values[7].toUint32();
        policy.forcedCap = values[8].toUint32();
        policy.inclusionDelaySeconds = values[9].toUint64();
        policy.maxOrderingDelayMillis = values[10].toUint64();
        policy.feeRecipient = address(values[11].toUint160());
        policy.compensationWei = values[12];
    }

    /// @notice The keys of the policy, in the order of its members.
    function keys() internal pure returns (bytes32[] memory list) {
        list = new bytes32[](13);
        list[0] = ParameterKeys.POLICY_VERSION;
        list[1] = ParameterKeys.ORDERING;
        list[2] = ParameterKeys.BEACON_KINDS;
        list[3] = ParameterKeys.TRANSACTION_TYPES;
        list[4] = ParameterKeys.BATCH_INTERVAL_MILLIS;
        list[5] = ParameterKeys.MAX_GAS;
        list[6] = ParameterKeys.MAX_COUNT;
        list[7] = ParameterKeys.MAX_BYTES;
        list[8] = ParameterKeys.FORCED_CAP;
        list[9] = ParameterKeys.INCLUSION_DELAY_SECONDS;
        list[10] = ParameterKeys.MAX_ORDERING_DELAY_MILLIS;
        list[11] = ParameterKeys.FEE_RECIPIENT;
        list[12] = ParameterKeys.COMPENSATION_WEI;
    }
}
