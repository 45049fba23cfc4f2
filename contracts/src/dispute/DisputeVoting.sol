// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CandorTypes, DisputeVerdict} from "../libraries/CandorTypes.sol";
import {DisputeCourtState} from "./DisputeCourtState.sol";
import {IDisputeCourt} from "./IDisputeCourt.sol";

/// @title DisputeVoting
/// @notice How the seats vote in {DisputeCourt}: hidden first, then shown.
abstract contract DisputeVoting is DisputeCourtState {
    using CandorTypes for *;

    /// @inheritdoc IDisputeCourt
    function commitVote(bytes32 disputeId, uint8 round, bytes32 commitment, bytes calldata signature) external {
        DisputeCourtStorage storage $ = _storage();
        Dispute storage dispute = _openDispute($, disputeId);
        _requirePhase(dispute.evidenceUntil + 1, dispute.commitUntil);
        require(round == dispute.round, RoundMismatch(dispute.round, round));
        bytes32 digest = $.rollup.domainSeparator()
            .digest(keccak256(abi.encode(VOTE_COMMITMENT_TYPEHASH, disputeId, round, commitment)));
        (uint64 seatId,) = _seatOf($, digest, signature, dispute.seatsAsOf);
        require($.voteCommitments[disputeId][seatId] == bytes32(0), VoteAlreadyCommitted(seatId));
        $.voteCommitments[disputeId][seatId] = commitment;
        emit VoteCommitted(disputeId, seatId, round, commitment);
    }

    /// @inheritdoc IDisputeCourt
    function revealVotes(DisputeVerdict[] calldata verdicts, bytes[] calldata signatures) external {
        require(verdicts.length == signatures.length, CountMismatch(verdicts.length, signatures.length));
        for (uint256 i = 0; i < verdicts.length; ++i) {
            _revealVote(verdicts[i], signatures[i]);
        }
    }

    function _revealVote(DisputeVerdict calldata verdict, bytes calldata signature) private {
        DisputeCourtStorage storage $ = _storage();
        bytes32 disputeId = verdict.disputeId;
        Dispute storage dispute = _openDispute($, disputeId);
        _requirePhase(dispute.commitUntil + 1, dispute.revealUntil);
        require(verdict.round == dispute.round, RoundMismatch(dispute.round, verdict.round));
        require(verdict.verdict >= VALID && verdict.verdict <= UNAVAILABLE, VerdictUnknown(verdict.verdict));
        require($.evidence[disputeId][verdict.evidenceHash], EvidenceUnknown(verdict.evidenceHash));
        (uint64 seatId, bytes32 operator) = _seatOf($, _digestOf($, verdict), signature, dispute.seatsAsOf);
        _checkCommitted($, seatId, verdict, signature);
        require($.votes[disputeId][seatId] == 0, VoteAlreadyRevealed(seatId));
        $.votes[disputeId][seatId] = verdict.verdict;
        _count(dispute, verdict.verdict, operator);
        emit VoteRevealed(disputeId, seatId, verdict.round, verdict.verdict, verdict.evidenceHash);
    }

    function _checkCommitted(
        DisputeCourtStorage storage $,
        uint64 seatId,
        DisputeVerdict calldata verdict,
        bytes calldata signature
    ) private view {
        bytes32 committed = $.voteCommitments[verdict.disputeId][seatId];
        bytes32 found = voteCommitment(verdict, signature);
        require(found == committed, VoteNotCommitted(seatId, committed, found));
    }

    function _count(Dispute storage dispute, uint8 verdict, bytes32 operator) private {
        if (verdict == VALID) {
            ++dispute.validVotes;
        } else if (verdict == UNAVAILABLE) {
            ++dispute.unavailableVotes;
        } else {
            ++dispute.invalidVotes;
            if (dispute.firstOperator == bytes32(0)) dispute.firstOperator = operator;
            else if (dispute.firstOperator != operator) dispute.twoOperators = true;
        }
    }
}
