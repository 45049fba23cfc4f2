// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The order inside a batch
/// @notice Arrivals are sorted by `(sortKey, nonce, seq)`; two neighbours are enough to prove a wrong order.
/// Source: spec/protocol.md §4.
library Ordering {
    uint8 internal constant SHUFFLE = 1;
    uint8 internal constant FIFO = 2;

    /// @dev An arrival's place in the sort.
    struct Place {
        bytes32 sortKey;
        uint64 nonce;
        uint64 seq;
    }

    /// @notice An ordering that the protocol does not know.
    error OrderingUnknown(uint8 ordering);

    /// @notice SHUFFLE: `keccak256(seed ‖ sender)` with the sender's 20 bytes. FIFO: `bytes32(uint256(seq))`.
    function sortKey(uint8 ordering, bytes32 seed, address sender, uint64 seq) internal pure returns (bytes32) {
        if (ordering == SHUFFLE) return keccak256(abi.encodePacked(seed, sender));
        require(ordering == FIFO, OrderingUnknown(ordering));
        return bytes32(uint256(seq));
    }

    /// @notice `keccak256(beaconSignature ‖ cutHash)`; with no signature (kind NONE) the hash of the cut hash alone.
    function seedOf(bytes memory beaconSignature, bytes32 cutHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(beaconSignature, cutHash));
    }

    /// @notice Whether `first` may stand directly before `second`: strictly smaller, for two arrivals never share a seq.
    function inOrder(Place memory first, Place memory second) internal pure returns (bool) {
        if (first.sortKey != second.sortKey) return first.sortKey < second.sortKey;
        if (first.nonce != second.nonce) return first.nonce < second.nonce;
        return first.seq < second.seq;
    }
}
