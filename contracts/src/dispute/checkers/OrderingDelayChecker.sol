// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, InclusionPromise, Policy} from "../../libraries/CandorTypes.sol";
import {IRollup} from "../../rollup/IRollup.sol";
import {ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker, SignedHeader, SignedPromise} from "./SequencerFaultChecker.sol";

/// @notice A promise, the batch that covers its `seq`, and the policy that the header's `policyHash` names.
struct OrderingDelayEvidence {
    SignedPromise promised;
    SignedHeader batch;
    Policy policy;
}

/// @title OrderingDelayChecker
/// @notice F6: a promised arrival was sealed later than the policy's bound, in a batch whose clock a quorum of witnesses confirmed
/// (beacon kind 2). Evidence: {OrderingDelayEvidence}.
/// @dev What arrived before a rollback, or so shortly after that the services could not know of it, was delayed by it.
contract OrderingDelayChecker is SequencerFaultChecker {
    uint8 private constant KIND = 6;
    uint8 private constant BEACON_QUORUM = 2;
    uint256 private constant MILLIS_PER_SECOND = 1000;

    /// @notice No quorum confirmed this batch's clock.
    error ClockNotConfirmed(uint8 beaconKind);
    /// @notice Sealed within the bound.
    error SealedInTime(uint64 latestMillis, uint64 found);
    /// @notice The rollback that began the batch's generation at `startedAt` (seconds) excuses what arrived before `excusedUntilMillis`.
    error RollbackBetween(uint64 startedAt, uint256 excusedUntilMillis, uint64 receivedAtMillis);

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {}

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        OrderingDelayEvidence memory found = abi.decode(evidence, (OrderingDelayEvidence));
        BatchHeader memory header = found.batch.header;
        InclusionPromise memory promised = found.promised.promised;
        (bytes32 sequencerId,) = _requireHeader(found.batch);
        bytes32 promiser = _requirePromise(found.promised);
        require(promiser == sequencerId, SequencerMismatch(sequencerId, promiser));
        require(header.beaconKind == BEACON_QUORUM, ClockNotConfirmed(header.beaconKind));
        _requirePolicy(found.policy, header.policyHash);
        _indexOf(header, promised.seq);
        uint256 latest = uint256(promised.receivedAtMillis) + found.policy.maxOrderingDelayMillis;
        require(header.sealedAtMillis > latest, SealedInTime(uint64(latest), header.sealedAtMillis));
        _requireNoRollback(header.generation, promised.receivedAtMillis, found.policy.inclusionDelaySeconds);
        return _fault(KIND, sequencerId, abi.encode(false, promised.seq));
    }

    function _requireNoRollback(uint64 generation, uint64 receivedAtMillis, uint64 inclusionDelaySeconds) private view {
        if (generation == 0) return;
        uint64 startedAt = IRollup(ROLLUP).generationStart(generation).startedAt;
        uint256 excused = (uint256(startedAt) + inclusionDelaySeconds) * MILLIS_PER_SECOND;
        require(receivedAtMillis > excused, RollbackBetween(startedAt, excused, receivedAtMillis));
    }
}
