// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../rollup/IRollup.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title FaultRegister
/// @notice Every fault that is proven or upheld, once, with its one penalty, and the batches that cannot become final because of one.
/// A proof that a checker accepts needs nobody's consent: commit, then prove in a later block. Times are Unix seconds of L1.
/// Source: spec/faults.md.
interface IFaultRegister {
    /// @notice A fault that is proven or upheld; one penalty was asked for it, for ever. `provenHeight` is the L1 block of the proof.
    /// `heldCommitment` is the posted batch that waits for a rollback because of it, 0 for none; `windowSeconds` after
    /// posting a batch can be held. `released`: no rollback follows any more. `ratified`: the vote that upheld it came
    /// from at least two operators, so it is the ratification too.
    struct Fault {
        uint8 kind;
        IRuleBook.Remedy remedy;
        bool released;
        bool ratified;
        uint64 provenAt;
        uint64 provenHeight;
        uint64 rulesVersion;
        uint64 windowSeconds;
        uint64 generation;
        uint64 number;
        bytes32 accused;
        bytes32 batchHash;
        bytes32 heldCommitment;
    }

    /// @notice What keeps a posted commitment from becoming final: faults that wait for a rollback, a live dispute, or a vote
    /// without a majority. `decided`: more than half of all seats found it good, so there is no second dispute.
    struct BatchHold {
        uint32 openFaults;
        bool unresolved;
        bool decided;
        bytes32 liveDispute;
    }

    event ProofCommitted(bytes32 indexed commitment, address indexed sender);
    event FaultProven(
        bytes32 indexed faultId,
        uint8 indexed kind,
        bytes32 indexed accused,
        address prover,
        uint64 generation,
        uint64 number,
        uint64 rulesVersion
    );
    /// @notice There was nothing left to slash.
    event PenaltyUncollectable(bytes32 indexed faultId, bytes32 indexed accused);
    event BatchHeld(bytes32 indexed faultId, uint64 indexed number, bytes32 indexed commitment);
    event HoldReleased(bytes32 indexed faultId, uint64 indexed number, bool unresolved);
    error ProofAlreadyCommitted(bytes32 commitment);
    error ProofNotCommitted(bytes32 commitment);
    error ProofRevealedTooEarly(uint64 earliest, uint64 found);
    error ProofCommitmentExpired(uint64 latest, uint64 found);
    error DecidedByVote(uint8 kind);
    error CheckerAnswerInconsistent(uint8 kind, bytes32 faultId);
    error FaultAlreadyProven(bytes32 faultId);
    error FaultNotProven(bytes32 faultId);
    error CreditCapReached(bytes32 accused, uint256 capWei, uint64 until);
    error RemedyNotRollback(bytes32 faultId);
    error BatchNotTheFaulty(bytes32 expected, bytes32 found);
    error CommitmentNotPosted(uint64 number, bytes32 expected, bytes32 found);
    error RollbackWindowClosed(uint64 endedAt, uint64 provenAt);
    error HoldNotOpen(bytes32 faultId);
    error BatchNotOpen(uint64 number, IRollup.BatchStatus status);
    /// @notice Records {proofCommitment} of a proof to come. Anybody may; it says nothing about the fault.
    function commitProof(bytes32 commitment) external;
    /// @notice Proves a fault: the newest rules' checker accepts `evidence`, and `prover` committed to it in an earlier block.
    /// The penalty is queued in the vault. Anybody may relay it.
    function prove(uint8 kind, address prover, bytes calldata evidence) external returns (bytes32 faultId);
    /// @notice Keeps the posted batch of a proven fault from becoming final until it is rolled back or the ratification's time is
    /// over. The proof must have come within the rule's window after posting. Anybody may call.
    function hold(bytes32 faultId, IRollup.BatchCommitment calldata opening) external;
    /// @notice Ends a hold without a rollback; `unresolved` leaves the batch open. For the rollback controller's role.
    function releaseHold(bytes32 faultId, bool unresolved) external;

    /// @notice Keeps a posted batch open while `disputeId` is live. For the court's role.
    function openDispute(uint64 number, bytes32 commitment, bytes32 disputeId) external;
    /// @notice Ends a live dispute: the batch is `decided` good, `unresolved`, or neither after {recordUpheld}. For the court's role.
    function endDispute(uint64 number, bytes32 commitment, bool decided, bool unresolved) external;
    /// @notice Ends UNRESOLVED: attestations `decided` it good. For the court's role.
    function resolve(uint64 number, bytes32 commitment) external;
    /// @notice Records and punishes a fault that the witnesses upheld under `fault.rulesVersion`, and holds the batch if it
    /// is still posted under `commitment`. For the court's role.
    function recordUpheld(bytes32 faultId, Fault calldata fault, bytes32 commitment, address prover) external;
    /// @notice Records a frivolous challenge and takes `amount` of the challenger's bond; the defendant is paid as a prover
    /// would be. For the court's role.
    function recordFrivolous(bytes32 faultId, Fault calldata fault, uint256 amount, address defendant) external;

    /// @notice `keccak256(abi.encode(prover, kind, keccak256(evidence)))`.
    function proofCommitment(address prover, uint8 kind, bytes32 evidenceHash) external pure returns (bytes32);
    function faultOf(bytes32 faultId) external view returns (Fault memory);
    function holdOf(bytes32 commitment) external view returns (BatchHold memory);
    function rollup() external view returns (address);
    function ruleBook() external view returns (address);
    function bondVault() external view returns (address);
}
