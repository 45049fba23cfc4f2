// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RawTransaction} from "../../src/libraries/RawTransaction.sol";
import {VectorTest} from "../foundry/VectorTest.sol";

contract RawTransactionVectorsTest is VectorTest {
    struct AccessEntry {
        address account;
    }

    struct Authorization {
        uint256 nonce;
    }

    struct Valid {
        AccessEntry[] accessList;
        Authorization[] authorizations;
        uint256 chainId;
        bytes data;
        uint256 gasLimit;
        bytes32 hash;
        bool isCreation;
        uint256 maxFeePerGas;
        uint256 maxPriorityFeePerGas;
        string name;
        uint256 nonce;
        bytes raw;
        address sender;
        address to;
        uint256 txType;
        uint256 value;
    }

    struct Invalid {
        string name;
        bytes raw;
        string reason;
    }

    function test_decodesEveryValidTransactionAndRecoversItsSender() external view {
        string memory json = readVectors("transactions");
        uint256 chainId = vm.parseJsonUint(json, ".chainId");
        Valid[] memory cases = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".valid",
                "ValidVector(AddressVector[] accessList,NonceVector[] authorizations,uint256 chainId,bytes data,uint256 gasLimit,bytes32 hash,bool isCreation,uint256 maxFeePerGas,uint256 maxPriorityFeePerGas,string name,uint256 nonce,bytes raw,address sender,address to,uint256 type,uint256 value)AddressVector(address address)NonceVector(uint256 nonce)"
            ),
            (Valid[])
        );
        for (uint256 i = 0; i < cases.length; ++i) {
            (RawTransaction.Defect defect, RawTransaction.Transaction memory found) =
                harness.decodeTransaction(cases[i].raw, chainId);
            vm.assertEq(uint256(defect), uint256(RawTransaction.Defect.NONE), cases[i].name);
            compare(cases[i], found);
        }
        vm.assertLt(0, cases.length, "there are vectors");
    }

    function compare(Valid memory expected, RawTransaction.Transaction memory found) private pure {
        string memory name = expected.name;
        vm.assertEq(found.txHash, expected.hash, name);
        vm.assertEq(found.txType, expected.txType, name);
        vm.assertEq(found.sender, expected.sender, name);
        vm.assertEq(found.chainId, expected.chainId, name);
        vm.assertEq(found.nonce, expected.nonce, name);
        vm.assertEq(found.maxPriorityFeePerGas, expected.maxPriorityFeePerGas, name);
        vm.assertEq(found.maxFeePerGas, expected.maxFeePerGas, name);
        vm.assertEq(found.gasLimit, expected.gasLimit, name);
        vm.assertTrue(found.isCreation == expected.isCreation, name);
        vm.assertEq(found.to, expected.to, name);
        vm.assertEq(found.value, expected.value, name);
        vm.assertEq(found.data, expected.data, name);
        vm.assertEq(found.authorizations, expected.authorizations.length, name);
        vm.assertEq(found.accessListAddresses, expected.accessList.length, name);
    }

    function test_refusesEveryInvalidTransactionForItsReason() external view {
        string memory json = readVectors("transactions");
        uint256 chainId = vm.parseJsonUint(json, ".chainId");
        Invalid[] memory cases = abi.decode(
            vm.parseJsonTypeArray(json, ".invalid", "InvalidTransactionVector(string name,bytes raw,string reason)"),
            (Invalid[])
        );
        for (uint256 i = 0; i < cases.length; ++i) {
            (RawTransaction.Defect defect, RawTransaction.Transaction memory found) =
                harness.decodeTransaction(cases[i].raw, chainId);
            vm.assertEq(nameOf(defect), cases[i].reason, cases[i].name);
            vm.assertEq(found.sender, address(0), cases[i].name);
        }
        vm.assertLt(0, cases.length, "there are vectors");
    }

    function nameOf(RawTransaction.Defect defect) private pure returns (string memory) {
        return ["NONE", "MALFORMED", "WRONG_CHAIN", "BAD_SIGNATURE", "TYPE_NOT_SUPPORTED", "TOO_LARGE"][uint256(defect)];
    }

    /// @dev No bytes whatever make the decoder revert, and what decodes is the hash of the very bytes.
    function testFuzz_neverRevertsOnHostileBytes(bytes calldata raw, uint8 lead, uint64 chainId) external view {
        bytes memory hostile = bytes.concat(bytes1(lead), raw);
        (RawTransaction.Defect defect, RawTransaction.Transaction memory found) =
            harness.decodeTransaction(hostile, chainId);
        if (defect == RawTransaction.Defect.NONE) vm.assertEq(found.txHash, keccak256(hostile), "hash");
        else vm.assertEq(found.txHash, bytes32(0), "nothing of what does not decode");
    }

    /// @dev One changed, missing or added byte never gives the same sender for other bytes.
    function testFuzz_aChangedByteNeverKeepsTheSender(uint256 which, uint256 where, uint8 change) external view {
        string memory json = readVectors("transactions");
        uint256 chainId = vm.parseJsonUint(json, ".chainId");
        string[8] memory picks = ["0", "3", "4", "7", "9", "11", "12", "15"];
        string memory at = string.concat(".valid[", picks[bound(which, 0, 7)], "]");
        bytes memory raw = vm.parseJsonBytes(json, string.concat(at, ".raw"));
        address sender = vm.parseJsonAddress(json, string.concat(at, ".sender"));
        where = bound(where, 0, raw.length - 1);
        change = uint8(bound(change, 1, 255));
        raw[where] = bytes1(uint8(raw[where]) ^ change);
        (, RawTransaction.Transaction memory found) = harness.decodeTransaction(raw, chainId);
        vm.assertTrue(found.sender != sender, "another transaction of the same sender");
    }
}
