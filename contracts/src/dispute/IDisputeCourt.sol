// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DisputeVerdict} from "../libraries/CandorTypes.sol";
import {IRollup} from "../rollup/IRollup.sol";

/// @title DisputeCourt
/// @notice A challenge of a batch's execution (F8) is bonded and decided by more than half of all seats. What it upholds goes to the
/// FaultRegister. Times are Unix seconds of L1.
/// Source: spec/faults.md.
interface IDisputeCourt {
    enum DisputeStatus {
        NONE,
        OPEN,
        UPHELD,
        REJECTED,
        INCONCLUSIVE
    }

    /// @notice A challenge of a batch's execution. Filers join until `evidenceUntil`, votes are committed after it until `commitUntil`
    /// and revealed after that until `revealUntil`, which is at most `filedAt + T_max`. `seatsAsOf` fixes who votes. `round` is 0.
    struct Dispute {
        DisputeStatus status;
        uint8 round;
        bool twoOperators;
        uint32 seats;
        uint32 invalidVotes;
        uint32 validVotes;
        uint32 unavailableVotes;
        uint64 number;
        uint64 generation;
        uint64 filedAt;
        uint64 evidenceUntil;
        uint64 commitUntil;
        uint64 revealUntil;
        uint64 closedAt;
        uint64 seatsAsOf;
        uint64 rulesVersion;
        uint64 freezeSeconds;
        bytes32 rulesHash;
        bytes32 faultId;
        bytes32 accused;
        bytes32 batchHash;
        bytes32 commitment;
        bytes32 firstOperator;
    }

    /// @notice Who asked for a vote, on what evidence, with how many wei.
    struct Filer {
        address account;
        bool settled;
        uint256 bond;
        bytes32 evidenceHash;
    }

    event DisputeFiled(
        bytes32 indexed disputeId,
        bytes32 indexed faultId,
        uint64 indexed number,
        bytes32 batchHash,
        bytes32 rulesHash,
        uint64 evidenceUntil,
        uint64 commitUntil,
        uint64 revealUntil
    );
    event DisputeJoined(
        bytes32 indexed disputeId, address indexed filer, uint256 place, bytes32 evidenceHash, uint256 bond
    );
    event VoteCommitted(bytes32 indexed disputeId, uint64 indexed seatId, uint8 round, bytes32 commitment);
    event VoteRevealed(
        bytes32 indexed disputeId, uint64 indexed seatId, uint8 round, uint8 verdict, bytes32 evidenceHash
    );
    event DisputeClosed(
        bytes32 indexed disputeId, DisputeStatus status, uint32 seats, uint32 invalidVotes, uint32 validVotes
    );
    event FilerSettled(bytes32 indexed disputeId, address indexed filer, uint256 bond, bool slashed);
    event BatchAttestedValid(uint64 indexed number, bytes32 indexed commitment);

    error FaultAlreadyProven(bytes32 faultId);
    error CommitmentNotPosted(uint64 number, bytes32 expected, bytes32 found);
    error BatchAlreadyDecided(uint64 number);
    error DisputeLive(bytes32 disputeId);
    error ChallengeBondTooLow(uint256 required, uint256 found);
    error DisputeTooLong(uint64 maximumSeconds, uint64 found);
    error SeatsMissing();
    error DisputeNotOpen(bytes32 disputeId, DisputeStatus status);
    error FilerCountOutOfRange(uint256 maximum);
    error NotInPhase(uint64 from, uint64 until, uint64 current);
    error RoundMismatch(uint8 expected, uint8 found);
    error SignerHasNoSeat(address signer);
    error VoteAlreadyCommitted(uint64 seatId);
    error VoteNotCommitted(uint64 seatId, bytes32 expected, bytes32 found);
    error VoteAlreadyRevealed(uint64 seatId);
    error VerdictUnknown(uint8 verdict);
    error EvidenceUnknown(bytes32 evidenceHash);
    error CountMismatch(uint256 expected, uint256 found);
    error TallyNotDecided(uint64 revealUntil, uint64 current);
    error FilerAlreadyJoined(address filer);
    error FilerNotFound(uint256 place);
    error FilerAlreadySettled(uint256 place);
    error BondFrozen(uint64 until, uint64 current);
    error BatchNotUnresolved(uint64 number);

    /// @notice Challenges the execution of a posted batch that is not final. The value is the bond: frozen, or lost when rejected.
    function challenge(IRollup.ParentBatch calldata batch, bytes32 evidenceHash)
        external
        payable
        returns (bytes32 disputeId);
    /// @notice Joins a live dispute with evidence and a bond of one's own.
    function join(bytes32 disputeId, bytes32 evidenceHash) external payable;
    /// @notice Records a seat's hidden vote: its {voteCommitment}, signed as EIP-712
    /// `VoteCommitment(bytes32 disputeId,uint8 round,bytes32 commitment)`. The first one counts. Anybody may relay.
    function commitVote(bytes32 disputeId, uint8 round, bytes32 commitment, bytes calldata signature) external;
    /// @notice Reveals votes: signed DisputeVerdicts that were committed. Anybody may relay.
    function revealVotes(DisputeVerdict[] calldata verdicts, bytes[] calldata signatures) external;
    /// @notice Closes a dispute that has a majority or whose time is over. Anybody may call.
    function close(bytes32 disputeId) external;
    /// @notice Frees a filer's bond after the freeze, or slashes it (F12) when the challenge was rejected. Anybody may call.
    function settleFiler(bytes32 disputeId, uint256 place) external;
    /// @notice Ends UNRESOLVED: more than half of all seats signed a VALID BatchAttestation. Anybody may relay; seats ascending.
    function clearAttested(IRollup.ParentBatch calldata batch, bytes[] calldata signatures) external;

    /// @notice `keccak256(abi.encode(digest of the DisputeVerdict, keccak256(signature)))`: only its signer can know it.
    function voteCommitment(DisputeVerdict calldata verdict, bytes calldata signature) external view returns (bytes32);
    /// @notice Wei that a challenge costs `filer` now.
    function challengeBondOf(address filer) external view returns (uint256);
    function disputeOf(bytes32 disputeId) external view returns (Dispute memory);
    function filersOf(bytes32 disputeId) external view returns (Filer[] memory);
    function rollup() external view returns (address);
    function faultRegister() external view returns (address);
    function witnessRegistry() external view returns (address);
    function VOTE_COMMITMENT_TYPEHASH() external view returns (bytes32);
}
