// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Policy} from "../../libraries/CandorTypes.sol";
import {CutLeaf, OrderLeaf} from "../../libraries/Leaves.sol";
import {SignedHeader} from "./SequencerFaultChecker.sol";

/// @notice A batch and, in `proof`, `abi.encode` of the struct below that `variant` names.
struct WrongOrderEvidence {
    SignedHeader batch;
    uint8 variant;
    bytes proof;
}

/// @notice Variant 1: the order leaves at `position` and `position + 1`.
struct NeighboursProof {
    uint32 position;
    OrderLeaf first;
    bytes32[] firstProof;
    OrderLeaf second;
    bytes32[] secondProof;
}

/// @notice Variant 2: an order leaf and the policy that the header's `policyHash` names.
struct SortKeyProof {
    Policy policy;
    uint32 position;
    OrderLeaf leaf;
    bytes32[] proof;
}

/// @notice Variant 3: the cut leaf and the arrival leaf at `index`.
struct ArrivalLeavesProof {
    uint64 index;
    CutLeaf cutLeaf;
    bytes32[] cutProof;
    CutLeaf arrivalLeaf;
    uint32 arrivalPosition;
    bytes32[] arrivalProof;
}

/// @notice Variant 4: an arrival leaf.
struct PositionProof {
    uint64 index;
    CutLeaf leaf;
    uint32 position;
    bytes32[] proof;
}

/// @notice Variant 5: an order leaf and the arrival leaf that one of the two names as the other's. When the order leaf names a `seq`
/// outside the batch, the arrival's members do not count.
struct OrderedArrivalProof {
    uint32 position;
    OrderLeaf orderLeaf;
    bytes32[] orderProof;
    uint64 index;
    CutLeaf arrivalLeaf;
    uint32 arrivalPosition;
    bytes32[] arrivalProof;
}

/// @notice Variant 6: the leaf at `index` of the cut tree, or with `inArrivalTree` that of the arrival tree with `position`, and the
/// bytes behind its txHash.
struct DecodedArrivalProof {
    uint64 index;
    CutLeaf leaf;
    bool inArrivalTree;
    uint32 position;
    bytes32[] proof;
    bytes rawTx;
}

/// @notice Variant 7: an order leaf and the bytes behind its txHash.
struct DecodedOrderProof {
    uint32 position;
    OrderLeaf leaf;
    bytes32[] proof;
    bytes rawTx;
}

/// @notice Variant 8: a cut leaf of the batch and an earlier one of the same or of an earlier batch of its lineage, signed by the same
/// sequencer. When `duplicateOf` of the later one is no smaller than its own seq, the earlier's members do not count.
struct DuplicateProof {
    uint64 index;
    CutLeaf leaf;
    bytes32[] proof;
    SignedHeader earlierBatch;
    uint64 earlierIndex;
    CutLeaf earlierLeaf;
    bytes32[] earlierProof;
}
