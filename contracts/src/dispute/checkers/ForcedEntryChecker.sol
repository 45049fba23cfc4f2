// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, CandorTypes} from "../../libraries/CandorTypes.sol";
import {Leaves, OrderLeaf} from "../../libraries/Leaves.sol";
import {IForcedInbox} from "../../rollup/IForcedInbox.sol";
import {FaultyBatch, ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker, SignedHeader} from "./SequencerFaultChecker.sol";

/// @notice A batch, its parent's header (for batch 1 all zero) and what stands at `position` of the order. When the order has fewer
/// leaves than entries were taken, the header alone is the proof: position, leaf and proof do not count.
struct ForcedEntryEvidence {
    SignedHeader batch;
    BatchHeader parent;
    uint32 position;
    OrderLeaf leaf;
    bytes32[] proof;
}

/// @title ForcedEntryChecker
/// @notice F7: a batch says that it took forced entries and does not have them in their places, or has one in another's. Entry
/// `parent.forcedThrough + k` is order leaf k; behind them no leaf is a forced entry. Evidence: {ForcedEntryEvidence}.
contract ForcedEntryChecker is SequencerFaultChecker {
    using CandorTypes for BatchHeader;

    uint8 private constant KIND = 7;
    uint8 private constant ARRIVAL = 0;
    uint8 private constant FORCED = 1;

    /// @notice The leaf is what it must be.
    error LeafInPlace(uint32 position);
    error ParentHashMismatch(bytes32 expected, bytes32 found);
    /// @notice A batch never undoes what its parent took: such a header cannot be posted.
    error ForcedThroughFell(uint64 parent, uint64 found);

    IForcedInbox public immutable FORCED_INBOX;

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {
        FORCED_INBOX = IForcedInbox(checked.forcedInbox);
    }

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        ForcedEntryEvidence memory found = abi.decode(evidence, (ForcedEntryEvidence));
        (bytes32 sequencerId, FaultyBatch memory batch) = _requireHeader(found.batch);
        BatchHeader memory header = found.batch.header;
        uint64 before = _takenBefore(header, found.parent);
        require(header.forcedThrough >= before, ForcedThroughFell(before, header.forcedThrough));
        uint64 taken = header.forcedThrough - before;
        if (header.txCount < taken) return _batchFault(KIND, sequencerId, batch);
        _requireLeaf(Leaves.encode(found.leaf), found.position, header.txCount, found.proof, header.orderRoot);
        require(!_inPlace(found, before, taken), LeafInPlace(found.position));
        return _batchFault(KIND, sequencerId, batch);
    }

    function _inPlace(ForcedEntryEvidence memory found, uint64 before, uint64 taken) private view returns (bool) {
        if (found.position >= taken) return found.leaf.kind == ARRIVAL;
        uint64 index = before + found.position;
        return found.leaf.position == found.position && found.leaf.kind == FORCED
            && found.leaf.seqOrForcedIndex == index && found.leaf.txHash == FORCED_INBOX.entry(index).txHash;
    }

    function _takenBefore(BatchHeader memory header, BatchHeader memory parent) private view returns (uint64) {
        if (header.number <= 1) return 0;
        bytes32 parentHash = _digest(parent.hash());
        require(parentHash == header.parentHash, ParentHashMismatch(header.parentHash, parentHash));
        return parent.forcedThrough;
    }
}
