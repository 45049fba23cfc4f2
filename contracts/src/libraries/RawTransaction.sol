// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {Rlp} from "./Rlp.sol";

/// @title Raw transactions
/// @notice Decodes raw transactions of types 0, 1, 2 and 4 and recovers their sender: strict RLP with the EIPs' field widths,
/// low-s, type 0 with EIP-155, type 4 with a recipient and at least one authorization.
/// Source: spec/protocol.md §6; EIP-155, 2718, 2930, 1559, 7702.
library RawTransaction {
    using Rlp for Rlp.Reader;

    /// @dev Values are the refusal reasons of the protocol; NONE means that it decoded.
    enum Defect {
        NONE,
        MALFORMED,
        WRONG_CHAIN,
        BAD_SIGNATURE,
        TYPE_NOT_SUPPORTED,
        TOO_LARGE
    }

    /// @notice A decoded transaction. Types 0 and 1 have their gas price in both fees; `to` is zero in a creation. Of access list
    /// and authorizations the numbers are given.
    struct Transaction {
        bytes32 txHash;
        uint8 txType;
        address sender;
        uint256 chainId;
        uint64 nonce;
        uint256 maxPriorityFeePerGas;
        uint256 maxFeePerGas;
        uint64 gasLimit;
        bool isCreation;
        address to;
        uint256 value;
        bytes data;
        uint32 accessListAddresses;
        uint32 accessListKeys;
        uint32 authorizations;
    }

    /// @dev What the signature covers and the signature.
    struct Signed {
        uint256 fieldsStart;
        uint256 fieldsEnd;
        uint256 v;
        uint256 r;
        uint256 s;
    }

    uint256 internal constant MAX_RAW_BYTES = 65_536;

    uint8 private constant TYPE_LEGACY = 0;
    uint8 private constant TYPE_ACCESS_LIST = 1;
    uint8 private constant TYPE_FEE_MARKET = 2;
    uint8 private constant TYPE_SET_CODE = 4;
    uint256 private constant FIRST_LIST_BYTE = 0xc0;
    uint256 private constant FIRST_STRING_BYTE = 0x80;
    uint256 private constant ADDRESS_BYTES = 20;
    uint256 private constant WORD_BYTES = 32;
    uint256 private constant UINT64_BYTES = 8;
    uint256 private constant EIP155_OFFSET = 35;
    uint256 private constant HALF_CURVE_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @notice Decodes `raw` for the chain `chainId`. Defects are looked for in the order size, type, form, chain, signature; with
    /// one the transaction is all zero.
    function decode(bytes memory raw, uint256 chainId)
        internal
        pure
        returns (Defect defect, Transaction memory transaction)
    {
        Transaction memory found;
        defect = _decode(raw, chainId, found);
        if (defect == Defect.NONE) transaction = found;
    }

    function _decode(bytes memory raw, uint256 chainId, Transaction memory found) private pure returns (Defect) {
        if (raw.length > MAX_RAW_BYTES) return Defect.TOO_LARGE;
        if (raw.length == 0) return Defect.MALFORMED;
        uint8 first = uint8(raw[0]);
        if (first >= FIRST_STRING_BYTE && first < FIRST_LIST_BYTE) return Defect.MALFORMED;
        bool isLegacy = first >= FIRST_LIST_BYTE;
        if (!isLegacy && first != TYPE_ACCESS_LIST && first != TYPE_FEE_MARKET && first != TYPE_SET_CODE) {
            return Defect.TYPE_NOT_SUPPORTED;
        }
        (Rlp.Reader memory reader, uint256 end) = Rlp.open(raw, isLegacy ? 0 : 1);
        uint256 listEnd = reader.enterList(end);
        Signed memory signed;
        signed.fieldsStart = reader.next;
        found.txType = isLegacy ? TYPE_LEGACY : first;
        if (isLegacy) _readLegacyFields(reader, listEnd, found);
        else _readTypedFields(reader, listEnd, found);
        signed.fieldsEnd = reader.next;
        signed.v = reader.readUint(listEnd, WORD_BYTES);
        signed.r = reader.readUint(listEnd, WORD_BYTES);
        signed.s = reader.readUint(listEnd, WORD_BYTES);
        reader.leave(listEnd);
        reader.leave(end);
        if (reader.failed) return Defect.MALFORMED;

        if (isLegacy) {
            if (signed.v < EIP155_OFFSET) return Defect.WRONG_CHAIN;
            found.chainId = (signed.v - EIP155_OFFSET) / 2;
            signed.v = (signed.v - EIP155_OFFSET) % 2;
        }
        if (found.chainId != chainId) return Defect.WRONG_CHAIN;
        found.txHash = keccak256(raw);
        found.sender = _recover(_signingHash(found, signed), signed);
        return found.sender == address(0) ? Defect.BAD_SIGNATURE : Defect.NONE;
    }

    function _readLegacyFields(Rlp.Reader memory reader, uint256 end, Transaction memory found) private pure {
        found.nonce = uint64(reader.readUint(end, UINT64_BYTES));
        found.maxFeePerGas = reader.readUint(end, WORD_BYTES);
        found.maxPriorityFeePerGas = found.maxFeePerGas;
        _readCall(reader, end, found);
    }

    function _readTypedFields(Rlp.Reader memory reader, uint256 end, Transaction memory found) private pure {
        found.chainId = reader.readUint(end, WORD_BYTES);
        found.nonce = uint64(reader.readUint(end, UINT64_BYTES));
        found.maxPriorityFeePerGas = reader.readUint(end, WORD_BYTES);
        found.maxFeePerGas =
            found.txType == TYPE_ACCESS_LIST ? found.maxPriorityFeePerGas : reader.readUint(end, WORD_BYTES);
        _readCall(reader, end, found);
        _readAccessList(reader, end, found);
        if (found.txType != TYPE_SET_CODE) return;
        _readAuthorizations(reader, end, found);
        if (found.isCreation || found.authorizations == 0) reader.failed = true;
    }

    /// @dev gasLimit, to, value, data: the same in every type.
    function _readCall(Rlp.Reader memory reader, uint256 end, Transaction memory found) private pure {
        found.gasLimit = uint64(reader.readUint(end, UINT64_BYTES));
        (uint256 start, uint256 length) = reader.readString(end);
        found.isCreation = length == 0;
        if (length != 0 && length != ADDRESS_BYTES) reader.failed = true;
        if (length == ADDRESS_BYTES) found.to = address(uint160(uint256(_word(start)) >> 96));
        found.value = reader.readUint(end, WORD_BYTES);
        (start, length) = reader.readString(end);
        if (!reader.failed) found.data = _slice(start, length);
    }

    function _readAccessList(Rlp.Reader memory reader, uint256 end, Transaction memory found) private pure {
        uint256 listEnd = reader.enterList(end);
        while (reader.hasMore(listEnd)) {
            uint256 entryEnd = reader.enterList(listEnd);
            reader.readFixed(entryEnd, ADDRESS_BYTES);
            ++found.accessListAddresses;
            uint256 keysEnd = reader.enterList(entryEnd);
            while (reader.hasMore(keysEnd)) {
                reader.readFixed(keysEnd, WORD_BYTES);
                ++found.accessListKeys;
            }
            reader.leave(entryEnd);
        }
    }

    /// @dev An authorization's own signature may be void; that does not concern the transaction.
    function _readAuthorizations(Rlp.Reader memory reader, uint256 end, Transaction memory found) private pure {
        uint256 listEnd = reader.enterList(end);
        while (reader.hasMore(listEnd)) {
            uint256 entryEnd = reader.enterList(listEnd);
            reader.readUint(entryEnd, WORD_BYTES);
            reader.readFixed(entryEnd, ADDRESS_BYTES);
            reader.readUint(entryEnd, UINT64_BYTES);
            reader.readUint(entryEnd, 1);
            reader.readUint(entryEnd, WORD_BYTES);
            reader.readUint(entryEnd, WORD_BYTES);
            reader.leave(entryEnd);
            ++found.authorizations;
        }
    }

    /// @dev The encoding is canonical, so what was signed are the very bytes of the fields under another list prefix.
    function _signingHash(Transaction memory found, Signed memory signed) private pure returns (bytes32) {
        bytes memory fields = _slice(signed.fieldsStart, signed.fieldsEnd - signed.fieldsStart);
        if (found.txType == TYPE_LEGACY) {
            fields = abi.encodePacked(fields, RLP.encode(found.chainId), hex"8080");
            return keccak256(abi.encodePacked(Rlp.listPrefix(fields.length), fields));
        }
        return keccak256(abi.encodePacked(found.txType, Rlp.listPrefix(fields.length), fields));
    }

    function _recover(bytes32 digest, Signed memory signed) private pure returns (address) {
        if (signed.v > 1 || signed.s > HALF_CURVE_ORDER) return address(0);
        return ecrecover(digest, uint8(27 + signed.v), bytes32(signed.r), bytes32(signed.s));
    }

    function _slice(uint256 start, uint256 length) private pure returns (bytes memory copy) {
        copy = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(copy, 0x20), start, length)
        }
    }

    function _word(uint256 pointer) private pure returns (bytes32 value) {
        assembly ("memory-safe") {
            value := mload(pointer)
        }
    }
}
