// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../rollup/IRollup.sol";

/// @title RollbackController
/// @notice The only way back: a proven or upheld fault in a posted batch, the consent of more than half of all seats from at least two
/// operators, a window in which governance can only cancel, then the rollback. One fault, one proposal per generation. Times
/// are Unix seconds of L1. Source: spec/faults.md.
interface IRollbackController {
    enum ProposalStatus {
        NONE,
        PROPOSED,
        RATIFIED,
        EXECUTED,
        CANCELLED
    }

    /// @notice A rollback to `anchorNumber` that ends `generation`. `executableAt` is set by the ratification.
    struct Proposal {
        ProposalStatus status;
        uint64 generation;
        uint64 anchorNumber;
        uint64 seatsAsOf;
        uint64 executableAt;
        bytes32 anchorHash;
    }

    event RollbackProposed(
        bytes32 indexed faultId,
        uint64 indexed generation,
        uint64 anchorNumber,
        bytes32 anchorHash,
        uint64 seatsAsOf,
        uint64 ratifyUntil
    );
    event RollbackRatified(bytes32 indexed faultId, uint64 indexed generation, uint64 executableAt);
    event RollbackCancelled(bytes32 indexed faultId, uint64 indexed generation);
    event RollbackCompleted(bytes32 indexed faultId, uint64 indexed generation);
    event RollbackExpired(bytes32 indexed faultId);

    error FaultNotHeld(bytes32 faultId);
    error FaultyBatchVoid(bytes32 faultId, uint64 number);
    error AlreadyProposed(bytes32 faultId, uint64 generation);
    error AnchorNotParent(uint64 expected, uint64 found);
    error AnchorMismatch(uint64 number, bytes32 expected, bytes32 found);
    error AnchorBelowFinalFloor(uint64 floor, uint64 found);
    error AnchorFaulty(uint64 number, uint32 openFaults);
    error TooManyBatchesVoid(uint64 maximum, uint64 found);
    error ProposalStatusUnfit(bytes32 faultId, ProposalStatus status);
    error RatificationClosed(uint64 endedAt, uint64 current);
    error RatificationOpen(uint64 endsAt, uint64 current);
    error OneOperatorOnly(bytes32 faultId);
    error VetoWindowOpen(uint64 endsAt, uint64 current);
    error GenerationEnded(uint64 expected, uint64 found);
    error RatifiedByVote(bytes32 faultId);

    /// @notice Proposes the rollback to `anchor`, the parent of the faulty batch, without an open fault of its own (else propose
    /// that one: its rollback voids this batch too), not below the final floor and at most `rollback.maxVoidBatches` back. Upheld by two operators' votes it is ratified at once. Anybody may call.
    function propose(IRollup.ParentBatch calldata anchor, bytes32 faultId) external;
    /// @notice Ratifies with the signatures of more than half of all seats, ascending, from two operators. Anybody may relay.
    function ratify(bytes32 faultId, bytes[] calldata signatures) external;
    /// @notice Governance's veto until the execution; the batch becomes final in time, or unresolved when a vote upheld the fault.
    /// Restricted.
    function cancel(bytes32 faultId) external;
    /// @notice Rolls back after the veto window. Anybody may call.
    function execute(bytes32 faultId, IRollup.ParentBatch calldata anchor) external;
    /// @notice Lets the batch go on when nothing was ratified in time: the fault keeps its penalty. Not for what a vote upheld.
    function expire(bytes32 faultId) external;

    function proposalOf(bytes32 faultId) external view returns (Proposal memory);
    /// @notice Until when a held fault can be ratified: counted from the proof, or from the newest rollback if that is later.
    function ratifyUntil(bytes32 faultId) external view returns (uint64);
    function rollup() external view returns (address);
    function faultRegister() external view returns (address);
}
