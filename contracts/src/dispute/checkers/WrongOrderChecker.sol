// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader} from "../../libraries/CandorTypes.sol";
import {CutLeaf, Leaves, OrderLeaf} from "../../libraries/Leaves.sol";
import {Ordering} from "../../libraries/Ordering.sol";
import {RawTransaction} from "../../libraries/RawTransaction.sol";
import {IForcedInbox} from "../../rollup/IForcedInbox.sol";
import {IRollup} from "../../rollup/IRollup.sol";
import {FaultyBatch, ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {
    ArrivalLeavesProof,
    DecodedArrivalProof,
    DecodedOrderProof,
    DuplicateProof,
    NeighboursProof,
    OrderedArrivalProof,
    PositionProof,
    SortKeyProof,
    WrongOrderEvidence
} from "./OrderEvidence.sol";
import {SequencerFaultChecker} from "./SequencerFaultChecker.sol";

/// @title WrongOrderChecker
/// @notice F4: the leaves of a batch contradict each other, the rule of the order, or the transactions behind them. Evidence:
/// {WrongOrderEvidence}. Each variant is a fault by itself.
contract WrongOrderChecker is SequencerFaultChecker {
    uint8 private constant KIND = 4;
    uint8 private constant ARRIVAL = 0;
    uint8 private constant BEACON_NONE = 0;

    uint8 public constant NEIGHBOURS = 1;
    uint8 public constant SORT_KEY = 2;
    uint8 public constant ARRIVAL_LEAVES = 3;
    uint8 public constant POSITION = 4;
    uint8 public constant ORDERED_ARRIVAL = 5;
    uint8 public constant DECODED_ARRIVAL = 6;
    uint8 public constant DECODED_ORDER = 7;
    uint8 public constant DUPLICATE = 8;

    /// @notice The leaves are as this variant's rule wants them.
    error OrderHolds(uint8 variant);
    error VariantUnknown(uint8 variant);
    /// @notice Forced entries stand outside the rule of neighbours.
    error LeafNotOfArrival(uint32 position, uint8 kind);
    error RawTxMismatch(bytes32 expected, bytes32 found);
    /// @notice Neither leaf names the other.
    error LeavesUnrelated(uint32 position, uint64 seq);
    /// @notice The earlier leaf is not before the later one.
    error LeafNotEarlier(uint64 seq, uint64 earlierSeq);
    /// @notice Batch `number` of `generation` is not an ancestor in the later batch's lineage: `lastNumber` was the last to stay.
    error BatchNotInLineage(uint64 generation, uint64 number, uint64 lastNumber);

    IForcedInbox public immutable FORCED_INBOX;

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {
        FORCED_INBOX = IForcedInbox(checked.forcedInbox);
    }

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        WrongOrderEvidence memory found = abi.decode(evidence, (WrongOrderEvidence));
        (bytes32 sequencerId, FaultyBatch memory batch) = _requireHeader(found.batch);
        require(!_holds(sequencerId, found.batch.header, found.variant, found.proof), OrderHolds(found.variant));
        return _batchFault(KIND, sequencerId, batch);
    }

    function _holds(bytes32 sequencerId, BatchHeader memory header, uint8 variant, bytes memory proof)
        private
        view
        returns (bool)
    {
        if (variant == NEIGHBOURS) return _neighboursHold(header, abi.decode(proof, (NeighboursProof)));
        if (variant == SORT_KEY) return _sortKeyHolds(header, abi.decode(proof, (SortKeyProof)));
        if (variant == ARRIVAL_LEAVES) return _arrivalLeavesHold(header, abi.decode(proof, (ArrivalLeavesProof)));
        if (variant == POSITION) return _positionHolds(header, abi.decode(proof, (PositionProof)));
        if (variant == ORDERED_ARRIVAL) return _orderedArrivalHolds(header, abi.decode(proof, (OrderedArrivalProof)));
        if (variant == DECODED_ARRIVAL) return _decodedArrivalHolds(header, abi.decode(proof, (DecodedArrivalProof)));
        if (variant == DECODED_ORDER) return _decodedOrderHolds(header, abi.decode(proof, (DecodedOrderProof)));
        require(variant == DUPLICATE, VariantUnknown(variant));
        return _duplicateHolds(sequencerId, header, abi.decode(proof, (DuplicateProof)));
    }

    function _neighboursHold(BatchHeader memory header, NeighboursProof memory found) private view returns (bool) {
        _requireOrderLeaf(header, found.first, found.position, found.firstProof);
        _requireOrderLeaf(header, found.second, uint64(found.position) + 1, found.secondProof);
        require(found.first.kind == ARRIVAL, LeafNotOfArrival(found.position, found.first.kind));
        require(found.second.kind == ARRIVAL, LeafNotOfArrival(found.position + 1, found.second.kind));
        return Ordering.inOrder(_placeOf(found.first), _placeOf(found.second));
    }

    function _placeOf(OrderLeaf memory leaf) private pure returns (Ordering.Place memory) {
        return Ordering.Place({sortKey: leaf.sortKey, nonce: leaf.nonce, seq: leaf.seqOrForcedIndex});
    }

    function _sortKeyHolds(BatchHeader memory header, SortKeyProof memory found) private view returns (bool) {
        _requirePolicy(found.policy, header.policyHash);
        OrderLeaf memory leaf = found.leaf;
        _requireOrderLeaf(header, leaf, found.position, found.proof);
        if (leaf.kind != ARRIVAL) return leaf.sortKey == bytes32(0);
        uint8 ordering = header.beaconKind == BEACON_NONE ? Ordering.FIFO : found.policy.ordering;
        return leaf.sortKey == Ordering.sortKey(ordering, header.seed, leaf.sender, leaf.seqOrForcedIndex);
    }

    function _arrivalLeavesHold(BatchHeader memory header, ArrivalLeavesProof memory found)
        private
        view
        returns (bool)
    {
        bytes memory cutLeaf = Leaves.encode(found.cutLeaf);
        _requireLeaf(cutLeaf, found.index, header.seqCount, found.cutProof, header.cutRoot);
        _requireArrivalLeaf(header, found.arrivalLeaf, found.arrivalPosition, found.index, found.arrivalProof);
        return keccak256(cutLeaf) == keccak256(Leaves.encode(found.arrivalLeaf));
    }

    function _positionHolds(BatchHeader memory header, PositionProof memory found) private view returns (bool) {
        _requireArrivalLeaf(header, found.leaf, found.position, found.index, found.proof);
        bool ordered = found.leaf.duplicateOf == Leaves.NO_DUPLICATE && found.leaf.txHash != bytes32(0);
        return ordered ? found.position < header.txCount : found.position == Leaves.NO_POSITION;
    }

    function _orderedArrivalHolds(BatchHeader memory header, OrderedArrivalProof memory found)
        private
        view
        returns (bool)
    {
        OrderLeaf memory leaf = found.orderLeaf;
        _requireOrderLeaf(header, leaf, found.position, found.orderProof);
        if (leaf.kind == ARRIVAL && !_covers(header, leaf.seqOrForcedIndex)) return false;
        _requireArrivalLeaf(header, found.arrivalLeaf, found.arrivalPosition, found.index, found.arrivalProof);
        uint64 seq = header.firstSeq + found.index;
        bool namesArrival = leaf.kind == ARRIVAL && leaf.seqOrForcedIndex == seq;
        bool isNamed = found.arrivalPosition == found.position;
        require(namesArrival || isNamed, LeavesUnrelated(found.position, seq));
        return namesArrival && isNamed && leaf.position == found.position && found.arrivalLeaf.seq == seq
            && leaf.txHash == found.arrivalLeaf.txHash && leaf.sender == found.arrivalLeaf.sender
            && leaf.nonce == found.arrivalLeaf.nonce;
    }

    function _decodedArrivalHolds(BatchHeader memory header, DecodedArrivalProof memory found)
        private
        view
        returns (bool)
    {
        CutLeaf memory leaf = found.leaf;
        if (found.inArrivalTree) _requireArrivalLeaf(header, leaf, found.position, found.index, found.proof);
        else _requireLeaf(Leaves.encode(leaf), found.index, header.seqCount, found.proof, header.cutRoot);
        (RawTransaction.Defect defect, RawTransaction.Transaction memory decoded) = _decode(leaf.txHash, found.rawTx);
        return defect == RawTransaction.Defect.NONE && leaf.sender == decoded.sender && leaf.nonce == decoded.nonce;
    }

    /// @dev A forced entry that the engine must not see has sender 0 and nonce 0.
    function _decodedOrderHolds(BatchHeader memory header, DecodedOrderProof memory found) private view returns (bool) {
        OrderLeaf memory leaf = found.leaf;
        _requireOrderLeaf(header, leaf, found.position, found.proof);
        (RawTransaction.Defect defect, RawTransaction.Transaction memory decoded) = _decode(leaf.txHash, found.rawTx);
        bool runs = defect == RawTransaction.Defect.NONE;
        if (leaf.kind == ARRIVAL) return runs && leaf.sender == decoded.sender && leaf.nonce == decoded.nonce;
        runs = runs && decoded.gasLimit == FORCED_INBOX.entry(leaf.seqOrForcedIndex).gasLimit;
        return leaf.sender == (runs ? decoded.sender : address(0)) && leaf.nonce == (runs ? decoded.nonce : 0);
    }

    function _duplicateHolds(bytes32 sequencerId, BatchHeader memory header, DuplicateProof memory found)
        private
        view
        returns (bool)
    {
        CutLeaf memory leaf = found.leaf;
        _requireLeaf(Leaves.encode(leaf), found.index, header.seqCount, found.proof, header.cutRoot);
        uint64 seq = header.firstSeq + found.index;
        if (leaf.duplicateOf != Leaves.NO_DUPLICATE && leaf.duplicateOf >= seq) return false;
        BatchHeader memory earlierHeader = found.earlierBatch.header;
        (bytes32 earlierSequencer,) = _requireHeader(found.earlierBatch);
        require(earlierSequencer == sequencerId, SequencerMismatch(sequencerId, earlierSequencer));
        _requireAncestorOrSame(earlierHeader, header);
        CutLeaf memory earlier = found.earlierLeaf;
        _requireLeaf(
            Leaves.encode(earlier),
            found.earlierIndex,
            earlierHeader.seqCount,
            found.earlierProof,
            earlierHeader.cutRoot
        );
        uint64 earlierSeq = earlierHeader.firstSeq + found.earlierIndex;
        require(earlierSeq < seq, LeafNotEarlier(seq, earlierSeq));
        bool same = leaf.txHash == earlier.txHash;
        if (leaf.duplicateOf == earlierSeq) return same;
        return !same || leaf.txHash == bytes32(0) || leaf.duplicateOf < earlierSeq;
    }

    /// @dev Two headers of one sequencer, one per slot: within a generation the smaller number is the ancestor; from an earlier
    /// generation only what no rollback in between voided.
    function _requireAncestorOrSame(BatchHeader memory earlier, BatchHeader memory later) private view {
        uint64 last = later.number;
        require(
            earlier.generation <= later.generation && earlier.number <= last,
            BatchNotInLineage(earlier.generation, earlier.number, last)
        );
        for (uint64 generation = earlier.generation; generation < later.generation; ++generation) {
            last = IRollup(ROLLUP).generationStart(generation + 1).anchorNumber;
            require(earlier.number <= last, BatchNotInLineage(earlier.generation, earlier.number, last));
        }
    }

    function _decode(bytes32 txHash, bytes memory rawTx)
        private
        view
        returns (RawTransaction.Defect, RawTransaction.Transaction memory)
    {
        bytes32 found = keccak256(rawTx);
        require(found == txHash, RawTxMismatch(txHash, found));
        return RawTransaction.decode(rawTx, ROLLUP_ID);
    }

    function _covers(BatchHeader memory header, uint64 seq) private pure returns (bool) {
        return seq >= header.firstSeq && seq - header.firstSeq < header.seqCount;
    }

    function _requireOrderLeaf(
        BatchHeader memory header,
        OrderLeaf memory leaf,
        uint64 position,
        bytes32[] memory proof
    ) private view {
        _requireLeaf(Leaves.encode(leaf), position, header.txCount, proof, header.orderRoot);
    }

    function _requireArrivalLeaf(
        BatchHeader memory header,
        CutLeaf memory leaf,
        uint32 position,
        uint64 index,
        bytes32[] memory proof
    ) private view {
        _requireLeaf(Leaves.encodeArrival(leaf, position), index, header.seqCount, proof, header.arrivalRoot);
    }
}
