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
    /// @dev Seconds after queueing from which a forced entry must be taken within the inclusion delay, whatever origins are signed.
    bytes32 internal constant FORCED_DELAY_SECONDS = "forced.delaySeconds";
    /// @dev Seconds between asking a bond back and getting it: the evidence horizon.
    bytes32 internal constant WITHDRAWAL_DELAY_SECONDS = "bond.withdrawalDelaySeconds";
    /// @dev Seconds between a queued slash and its execution.
    bytes32 internal constant SLASH_DELAY_SECONDS = "bond.slashDelaySeconds";

    /// @dev Wei that the owner of a witness's seat must have bonded for it.
    bytes32 internal constant WITNESS_MIN_BOND_WEI = "witness.minBondWei";
    /// @dev Parts of 10,000 of all seats that may share an operator, a kind of client, a jurisdiction.
    bytes32 internal constant WITNESS_OPERATOR_CAP_BPS = "witness.operatorCapBps";
    bytes32 internal constant WITNESS_CLIENT_CAP_BPS = "witness.clientCapBps";
    bytes32 internal constant WITNESS_JURISDICTION_CAP_BPS = "witness.jurisdictionCapBps";

    /// @dev L1 blocks after which the commitment to a proof is worth nothing.
    bytes32 internal constant PROOF_COMMITMENT_BLOCKS = "court.proofCommitmentBlocks";
    /// @dev Seconds after posting within which a proven fault of order can void the batch.
    bytes32 internal constant ORDER_FAULT_WINDOW_SECONDS = "court.orderFaultWindowSeconds";
    /// @dev Wei that a challenge of a batch's execution costs at first; doubled by each that was rejected.
    bytes32 internal constant CHALLENGE_BOND_WEI = "court.challengeBondWei";
    /// @dev Seconds that a challenger's bond stays frozen after a dispute that did not reject it.
    bytes32 internal constant CHALLENGE_BOND_FREEZE_SECONDS = "court.challengeBondFreezeSeconds";
    /// @dev Seconds of a dispute: for evidence, for committing votes, for revealing them, and in all.
    bytes32 internal constant DISPUTE_EVIDENCE_SECONDS = "dispute.evidenceSeconds";
    bytes32 internal constant DISPUTE_COMMIT_SECONDS = "dispute.commitSeconds";
    bytes32 internal constant DISPUTE_REVEAL_SECONDS = "dispute.revealSeconds";
    bytes32 internal constant DISPUTE_MAX_SECONDS = "dispute.maxSeconds";
    /// @dev Wei of the penalty for a fault of order, and of a witness's first contradiction (doubled by each before).
    bytes32 internal constant PENALTY_SAFETY_WEI = "penalty.safetyWei";
    bytes32 internal constant PENALTY_WITNESS_WEI = "penalty.witnessWei";
    /// @dev Wei that credits may take from one bond in one outage interval, and its seconds.
    bytes32 internal constant PENALTY_CREDIT_CAP_WEI = "penalty.creditCapWei";
    bytes32 internal constant PENALTY_OUTAGE_INTERVAL_SECONDS = "penalty.outageIntervalSeconds";
    /// @dev Seconds after the proof within which a rollback must be ratified, and that governance then has to cancel it.
    bytes32 internal constant ROLLBACK_RATIFICATION_SECONDS = "rollback.ratificationSeconds";
    bytes32 internal constant ROLLBACK_VETO_SECONDS = "rollback.vetoSeconds";
    /// @dev Batches that one rollback may void.
    bytes32 internal constant ROLLBACK_MAX_VOID_BATCHES = "rollback.maxVoidBatches";
    /// @dev Seconds after the end of an outage interval until its claims are settled.
    bytes32 internal constant REDRESS_CLAIM_SECONDS = "redress.claimSeconds";
}
