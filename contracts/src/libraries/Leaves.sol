// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Leaf of a cut, at index `seq - firstSeq`. An EMPTY arrival is all zero but `seq` and `duplicateOf`.
/// Source: spec/protocol.md §4.
struct CutLeaf {
    uint64 seq;
    bytes32 txHash;
    address sender;
    uint64 nonce;
    uint64 receivedAtMillis;
    uint64 duplicateOf;
}

/// @notice Leaf of the order, at index `position`. `kind` 0 is an arrival, 1 a forced entry. Source: spec/protocol.md §5.
struct OrderLeaf {
    uint32 position;
    uint8 kind;
    uint64 seqOrForcedIndex;
    bytes32 txHash;
    address sender;
    uint64 nonce;
    bytes32 sortKey;
}

/// @notice Leaf of the outcomes, at index `position`. `outcome` 1 SUCCEEDED, 2 REVERTED, 3 SKIPPED. Source: spec/protocol.md §6.
struct OutcomeLeaf {
    uint32 position;
    bytes32 txHash;
    uint8 outcome;
    uint64 gasUsed;
}

/// @title Leaves of a batch's trees
/// @notice Their bytes, before `H(0x00 ‖ leaf)`.
library Leaves {
    /// @dev `duplicateOf` of an arrival that repeats nothing.
    uint64 internal constant NO_DUPLICATE = type(uint64).max;
    /// @dev `position` of duplicates and EMPTY arrivals.
    uint32 internal constant NO_POSITION = type(uint32).max;

    function encode(CutLeaf memory leaf) internal pure returns (bytes memory) {
        return abi.encode(leaf);
    }

    /// @notice The arrival leaf: the cut leaf and the arrival's position in the order.
    function encodeArrival(CutLeaf memory leaf, uint32 position) internal pure returns (bytes memory) {
        return abi.encode(leaf, position);
    }

    function encode(OrderLeaf memory leaf) internal pure returns (bytes memory) {
        return abi.encode(leaf);
    }

    function encode(OutcomeLeaf memory leaf) internal pure returns (bytes memory) {
        return abi.encode(leaf);
    }
}
