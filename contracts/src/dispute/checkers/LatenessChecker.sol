// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParameterRegistry} from "../../governance/IParameterRegistry.sol";
import {Policy} from "../../libraries/CandorTypes.sol";
import {ParameterKeys} from "../../libraries/ParameterKeys.sol";
import {IForcedInbox} from "../../rollup/IForcedInbox.sol";
import {IRollup} from "../../rollup/IRollup.sol";
import {ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker, SignedPromise} from "./SequencerFaultChecker.sol";

/// @notice `promised` and the policy that its `policyHash` names; or, with `forced`, the entry `forcedIndex` of the inbox and nothing
/// else (all other members zero).
struct LatenessEvidence {
    bool forced;
    uint64 forcedIndex;
    SignedPromise promised;
    Policy policy;
}

/// @title LatenessChecker
/// @notice F2: by its deadline no batch on L1 covered a promised arrival or a forced entry. Evidence: {LatenessEvidence}.
/// @dev The deadline counts from the newest rollback that took the arrival or entry back, if there is one after it came.
contract LatenessChecker is SequencerFaultChecker {
    uint8 private constant KIND = 2;
    uint64 private constant MILLIS_PER_SECOND = 1000;

    /// @notice Whether it was kept shows only after `deadline` (seconds).
    error DeadlineNotPast(uint64 deadline, uint64 current);
    /// @notice At `deadline` so much was covered: the arrival or entry too.
    error KeptInTime(uint64 deadline, uint64 covered, uint64 place);
    /// @notice Nobody was in the seat when the entry came, or another sits there now: whose the entry was cannot be told.
    error SeatChanged(bytes32 then, bytes32 current);

    IForcedInbox public immutable FORCED_INBOX;
    IParameterRegistry public immutable PARAMETER_REGISTRY;

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {
        FORCED_INBOX = IForcedInbox(checked.forcedInbox);
        PARAMETER_REGISTRY = IParameterRegistry(checked.parameterRegistry);
    }

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        LatenessEvidence memory late = abi.decode(evidence, (LatenessEvidence));
        return late.forced ? _checkEntry(late.forcedIndex) : _checkPromise(late);
    }

    function _checkPromise(LatenessEvidence memory late) private view returns (ProvenFault memory) {
        bytes32 sequencerId = _requirePromise(late.promised);
        _requirePolicy(late.policy, late.promised.promised.policyHash);
        uint64 seq = late.promised.promised.seq;
        uint256 received = late.promised.promised.receivedAtMillis;
        uint256 delay = late.policy.inclusionDelaySeconds;
        uint256 deadline = (received + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND + delay;
        if (deadline > late.promised.promised.includeBy) deadline = late.promised.promised.includeBy;
        for (uint64 generation = IRollup(ROLLUP).generation(); generation > 0; --generation) {
            IRollup.GenerationStart memory start = IRollup(ROLLUP).generationStart(generation);
            if (uint256(start.startedAt) * MILLIS_PER_SECOND < received) break;
            if (start.anchorCoveredCount > seq) continue;
            if (start.startedAt + delay > deadline) deadline = start.startedAt + delay;
            break;
        }
        uint64 passed = _requirePast(deadline);
        uint64 covered = IRollup(ROLLUP).coveredCountAt(passed);
        require(covered <= seq, KeptInTime(passed, covered, seq));
        return _fault(KIND, sequencerId, abi.encode(false, seq));
    }

    function _checkEntry(uint64 index) private view returns (ProvenFault memory) {
        IForcedInbox.ForcedEntry memory entry = FORCED_INBOX.entry(index);
        bytes32 sequencerId = _seatedSince(entry.queuedBlock);
        uint256 delay = PARAMETER_REGISTRY.valueAt(ParameterKeys.INCLUSION_DELAY_SECONDS, entry.queuedBlock);
        uint256 deadline =
            entry.queuedAt + delay + PARAMETER_REGISTRY.valueAt(ParameterKeys.FORCED_DELAY_SECONDS, entry.queuedBlock);
        for (uint64 generation = IRollup(ROLLUP).generation(); generation > 0; --generation) {
            IRollup.GenerationStart memory start = IRollup(ROLLUP).generationStart(generation);
            if (start.startedAt < entry.queuedAt) break;
            if (start.anchorForcedThrough > index) continue;
            if (start.startedAt + delay > deadline) deadline = start.startedAt + delay;
            break;
        }
        uint64 passed = _requirePast(deadline);
        uint64 taken = IRollup(ROLLUP).forcedThroughAt(passed);
        require(taken <= index, KeptInTime(passed, taken, index));
        return _fault(KIND, sequencerId, abi.encode(true, index));
    }

    /// @dev L1 has no height for a deadline, so only a seat that did not change answers for an entry.
    function _seatedSince(uint64 height) private view returns (bytes32 sequencerId) {
        sequencerId = SEQUENCER_REGISTRY.sequencerIdAt(height);
        bytes32 current = SEQUENCER_REGISTRY.sequencerIdAt(uint64(block.number) - 1);
        require(sequencerId != bytes32(0) && sequencerId == current, SeatChanged(sequencerId, current));
    }

    /// @dev Later blocks have later timestamps: what is covered at a past second is settled.
    function _requirePast(uint256 deadline) private view returns (uint64 passed) {
        passed = deadline > type(uint64).max ? type(uint64).max : uint64(deadline);
        require(passed < block.timestamp, DeadlineNotPast(passed, uint64(block.timestamp)));
    }
}
