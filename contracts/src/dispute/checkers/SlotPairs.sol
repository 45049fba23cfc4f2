// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Two signed objects of one type. `first` and `second` are `abi.encode` of the struct: its words, without the type hash.
struct ObjectPair {
    bytes32 typeHash;
    bytes first;
    bytes firstSignature;
    bytes second;
    bytes secondSignature;
}

/// @title Pairs of objects in one slot
/// @notice Works on the encoded words: every object is static, so its struct hash is that of its type hash and its words.
library SlotPairs {
    uint256 private constant WORD_BYTES = 32;

    error ObjectLength(uint256 expected, uint256 found);
    /// @notice The pair is one object; another signature over it changes nothing.
    error ObjectsEqual(bytes32 structHash);
    /// @notice Word `index` of the slot differs: the objects are of two slots.
    error SlotsDiffer(uint256 index, bytes32 first, bytes32 second);

    /// @notice Both struct hashes of two different objects of `words` words whose first `slotWords` words, the slot, are equal.
    function requireOneSlot(ObjectPair memory pair, uint256 words, uint256 slotWords)
        internal
        pure
        returns (bytes32 firstHash, bytes32 secondHash)
    {
        uint256 length = words * WORD_BYTES;
        require(pair.first.length == length, ObjectLength(length, pair.first.length));
        require(pair.second.length == length, ObjectLength(length, pair.second.length));
        for (uint256 i = 0; i < slotWords; ++i) {
            (bytes32 first, bytes32 second) = (wordAt(pair.first, i), wordAt(pair.second, i));
            require(first == second, SlotsDiffer(i, first, second));
        }
        firstHash = keccak256(bytes.concat(pair.typeHash, pair.first));
        secondHash = keccak256(bytes.concat(pair.typeHash, pair.second));
        require(firstHash != secondHash, ObjectsEqual(firstHash));
    }

    /// @notice Word `index` of `object`, which must be long enough.
    function wordAt(bytes memory object, uint256 index) internal pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(object, 0x20), mul(index, 0x20)))
        }
    }

    /// @notice Word `index` as a `uint64`.
    function uint64At(bytes memory object, uint256 index) internal pure returns (uint64) {
        return uint64(uint256(wordAt(object, index)));
    }
}
