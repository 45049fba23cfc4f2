// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Keys of the parameter registry
/// @notice Every key is its own name in ASCII, padded with zeros.
library ParameterKeys {
    bytes32 internal constant POLICY_VERSION = "policy.version";
    bytes32 internal constant ORDERING = "policy.ordering";
    bytes32 internal constant BEACON_KINDS = "policy.beaconKinds";
    bytes32 internal constant TRANSACTION_TYPES = "policy.transactionTypes";
    bytes32 internal constant BATCH_INTERVAL_MILLIS = "policy.batchIntervalMillis";
    bytes32 internal constant MAX_GAS = "policy.maxGas";
    bytes32 internal constant MAX_COUNT = "policy.maxCount";
    bytes32 internal constant MAX_BYTES = "policy.maxBytes";
    bytes32 internal constant FORCED_CAP = "policy.forcedCap";
    bytes32 internal constant INCLUSION_DELAY_SECONDS = "policy.inclusionDelaySeconds";
    bytes32 internal constant MAX_ORDERING_DELAY_MILLIS = "policy.maxOrderingDelayMillis";
    bytes32 internal constant FEE_RECIPIENT = "policy.feeRecipient";
    bytes32 internal constant COMPENSATION_WEI = "policy.compensationWei";

    /// @dev Seconds between the posting of a batch and its finality; frozen at posting.
    bytes32 internal constant CHALLENGE_WINDOW_SECONDS = "rollup.challengeWindowSeconds";
    /// @dev Wei that a sequencer must have bonded at a batch's origin.
    bytes32 internal constant SEQUENCER_MIN_BOND_WEI = "sequencer.minBondWei";
    /// @dev Wei that a transparency log must have bonded when it is registered.
    bytes32 internal constant LOG_MIN_BOND_WEI = "log.minBondWei";
    /// @dev Wei per unit of gas that a forced transaction costs on L1 while the queue is short.
    bytes32 internal constant FORCED_FEE_PER_GAS_WEI = "forced.feePerGasWei";
    /// @dev Seconds between asking a bond back and getting it: the evidence horizon.
    bytes32 internal constant WITHDRAWAL_DELAY_SECONDS = "bond.withdrawalDelaySeconds";
    /// @dev Seconds between a queued slash and its execution.
    bytes32 internal constant SLASH_DELAY_SECONDS = "bond.slashDelaySeconds";
}
