// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Strict RLP
/// @notice Reads canonical RLP and nothing else: shortest lengths, integers without leading zeros, no byte left over. A reader
/// that met anything else has `failed` and answers zeros from then on, so that one check at the end is enough and hostile bytes
/// cannot make a caller revert. Source: Ethereum Yellow Paper, appendix B.
/// @dev OpenZeppelin's RLP reads integers with leading zeros; two encodings of one transaction must not both decode.
library Rlp {
    uint256 private constant SHORT_STRING = 0x80;
    uint256 private constant LONG_STRING = 0xb8;
    uint256 private constant SHORT_LIST = 0xc0;
    uint256 private constant LONG_LIST = 0xf8;
    uint256 private constant LONGEST_SHORT_LENGTH = 55;

    /// @dev A cursor over bytes in memory; `next` is the address of the next byte.
    struct Reader {
        uint256 next;
        bool failed;
    }

    /// @notice A reader at byte `offset` of `data`, and the address behind the last byte.
    function open(bytes memory data, uint256 offset) internal pure returns (Reader memory reader, uint256 end) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(data, 0x20)
        }
        reader.next = start + offset;
        end = start + data.length;
        if (offset > data.length) reader.failed = true;
    }

    /// @notice Enters a list that lies before `end` and gives the address behind it.
    function enterList(Reader memory reader, uint256 end) internal pure returns (uint256 listEnd) {
        (bool isList, uint256 length) = _readPrefix(reader, end);
        if (!isList) reader.failed = true;
        return reader.next + length;
    }

    /// @notice Leaves a list: nothing of it may be left over.
    function leave(Reader memory reader, uint256 listEnd) internal pure {
        if (reader.next != listEnd) reader.failed = true;
    }

    /// @notice Whether there is more of a list to read.
    function hasMore(Reader memory reader, uint256 listEnd) internal pure returns (bool) {
        return !reader.failed && reader.next < listEnd;
    }

    /// @notice Reads a string: its address and its length.
    function readString(Reader memory reader, uint256 end) internal pure returns (uint256 start, uint256 length) {
        bool isList;
        (isList, length) = _readPrefix(reader, end);
        if (isList) reader.failed = true;
        if (reader.failed) return (reader.next, 0);
        start = reader.next;
        reader.next = start + length;
    }

    /// @notice Reads an integer of at most `maxBytes` (1 to 32) bytes.
    function readUint(Reader memory reader, uint256 end, uint256 maxBytes) internal pure returns (uint256 value) {
        (uint256 start, uint256 length) = readString(reader, end);
        if (length == 0) return 0;
        if (length > maxBytes || _byteAt(start) == 0) {
            reader.failed = true;
            return 0;
        }
        assembly ("memory-safe") {
            value := shr(sub(256, mul(8, length)), mload(start))
        }
    }

    /// @notice Reads a string of exactly `size` (1 to 32) bytes as a right-aligned integer.
    function readFixed(Reader memory reader, uint256 end, uint256 size) internal pure returns (uint256 value) {
        (uint256 start, uint256 length) = readString(reader, end);
        if (length != size) {
            reader.failed = true;
            return 0;
        }
        assembly ("memory-safe") {
            value := shr(sub(256, mul(8, length)), mload(start))
        }
    }

    /// @notice The prefix of a list with a payload of `length` bytes.
    function listPrefix(uint256 length) internal pure returns (bytes memory) {
        if (length <= LONGEST_SHORT_LENGTH) return abi.encodePacked(uint8(SHORT_LIST + length));
        uint256 width = 1;
        while (length >> (8 * width) != 0) ++width;
        bytes memory prefix = new bytes(1 + width);
        prefix[0] = bytes1(uint8(LONG_LIST - 1 + width));
        for (uint256 i = 0; i < width; ++i) {
            prefix[width - i] = bytes1(uint8(length >> (8 * i)));
        }
        return prefix;
    }

    /// @dev Leaves the reader at the first byte of the item's payload. Nothing is read at or behind `end`.
    function _readPrefix(Reader memory reader, uint256 end) private pure returns (bool isList, uint256 length) {
        uint256 next = reader.next;
        if (reader.failed || next >= end) {
            reader.failed = true;
            return (false, 0);
        }
        uint256 prefix = _byteAt(next);
        if (prefix < SHORT_STRING) return (false, 1);
        isList = prefix >= SHORT_LIST;
        uint256 base = isList ? SHORT_LIST : SHORT_STRING;
        ++next;
        if (prefix - base <= LONGEST_SHORT_LENGTH) {
            length = prefix - base;
            bool wrapsOwnByte = !isList && length == 1 && next < end && _byteAt(next) < SHORT_STRING;
            if (wrapsOwnByte) reader.failed = true;
        } else {
            uint256 width = prefix - base - LONGEST_SHORT_LENGTH;
            if (width > end - next || _byteAt(next) == 0) {
                reader.failed = true;
                return (isList, 0);
            }
            assembly ("memory-safe") {
                length := shr(sub(256, mul(8, width)), mload(next))
            }
            next += width;
            if (length <= LONGEST_SHORT_LENGTH) reader.failed = true;
        }
        if (length > end - next) reader.failed = true;
        if (reader.failed) return (isList, 0);
        reader.next = next;
    }

    function _byteAt(uint256 pointer) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, mload(pointer))
        }
    }
}
