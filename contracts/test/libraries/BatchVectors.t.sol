// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {BatchHeader} from "../../src/libraries/CandorTypes.sol";
import {CutLeaf, OrderLeaf, OutcomeLeaf} from "../../src/libraries/Leaves.sol";
import {MerkleTree} from "../../src/libraries/MerkleTree.sol";
import {Ordering} from "../../src/libraries/Ordering.sol";
import {RawTransaction} from "../../src/libraries/RawTransaction.sol";
import {VectorTest} from "../foundry/VectorTest.sol";

/// @notice Whole batches: leaves, roots, order, seed and signatures of spec/vectors/ordering.json, outcomes of outcomes.json.
contract BatchVectorsTest is VectorTest {
    uint8 private constant ARRIVAL = 0;

    struct ArrivalVector {
        bytes arrivalLeaf;
        bytes cutLeaf;
        uint64 duplicateOf;
        uint64 nonce;
        uint32 position;
        bytes raw;
        uint64 receivedAtMillis;
        address sender;
        uint64 seq;
        bytes32 txHash;
    }

    struct OrderVector {
        uint8 kind;
        bytes leaf;
        uint64 nonce;
        uint32 position;
        address sender;
        uint64 seqOrForcedIndex;
        bytes32 sortKey;
        bytes32 txHash;
    }

    struct OutcomeVector {
        uint64 gasUsed;
        bytes leaf;
        uint8 outcome;
        uint32 position;
        bytes32 txHash;
    }

    function test_leavesAndRootsAreTheVectors() external view {
        string memory json = readVectors("ordering");
        uint256 i = 0;
        for (; vm.keyExistsJson(json, caseAt(i)); ++i) {
            BatchHeader memory header = headerAt(json, caseAt(i));
            ArrivalVector[] memory arrivals = arrivalsAt(json, caseAt(i));
            bytes[] memory cutLeaves = new bytes[](arrivals.length);
            bytes[] memory arrivalLeaves = new bytes[](arrivals.length);
            for (uint256 j = 0; j < arrivals.length; ++j) {
                (cutLeaves[j], arrivalLeaves[j]) = leavesOf(arrivals[j]);
                vm.assertEq(cutLeaves[j], arrivals[j].cutLeaf, "cut leaf");
                vm.assertEq(arrivalLeaves[j], arrivals[j].arrivalLeaf, "arrival leaf");
            }
            vm.assertEq(harness.merkleRoot(MerkleTree.Hash.KECCAK256, cutLeaves), header.cutRoot, "cut root");
            vm.assertEq(harness.merkleRoot(MerkleTree.Hash.KECCAK256, arrivalLeaves), header.arrivalRoot, "arrivals");
            vm.assertEq(orderRoot(orderAt(json, caseAt(i))), header.orderRoot, "order root");
        }
        vm.assertLt(5, i, "there are vectors");
    }

    function leavesOf(ArrivalVector memory arrival) private view returns (bytes memory cut, bytes memory whole) {
        CutLeaf memory leaf = CutLeaf({
            seq: arrival.seq,
            txHash: arrival.txHash,
            sender: arrival.sender,
            nonce: arrival.nonce,
            receivedAtMillis: arrival.receivedAtMillis,
            duplicateOf: arrival.duplicateOf
        });
        return (harness.encodeCutLeaf(leaf), harness.encodeArrivalLeaf(leaf, arrival.position));
    }

    function orderRoot(OrderVector[] memory order) private view returns (bytes32) {
        bytes[] memory leaves = new bytes[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            leaves[i] = harness.encodeOrderLeaf(
                OrderLeaf({
                    position: order[i].position,
                    kind: order[i].kind,
                    seqOrForcedIndex: order[i].seqOrForcedIndex,
                    txHash: order[i].txHash,
                    sender: order[i].sender,
                    nonce: order[i].nonce,
                    sortKey: order[i].sortKey
                })
            );
            vm.assertEq(leaves[i], order[i].leaf, "order leaf");
        }
        return harness.merkleRoot(MerkleTree.Hash.KECCAK256, leaves);
    }

    /// @dev What the checker of a wrong order will look at: neighbours, and each sort key by itself.
    function test_neighboursAreInOrderAndSortKeysThoseOfThePolicy() external view {
        string memory json = readVectors("ordering");
        uint256 compared;
        for (uint256 i = 0; vm.keyExistsJson(json, caseAt(i)); ++i) {
            BatchHeader memory header = headerAt(json, caseAt(i));
            uint8 ordering = uint8(vm.parseJsonUint(json, string.concat(caseAt(i), ".policyOrdering")));
            if (header.beaconKind == 0) ordering = Ordering.FIFO;
            OrderVector[] memory order = orderAt(json, caseAt(i));
            for (uint256 j = 0; j < order.length; ++j) {
                checkSortKey(ordering, header.seed, order[j]);
                if (j > 0 && order[j - 1].kind == ARRIVAL) {
                    checkNeighbours(order[j - 1], order[j]);
                    ++compared;
                }
            }
        }
        vm.assertLt(100, compared, "neighbours were compared");
    }

    function checkSortKey(uint8 ordering, bytes32 seed, OrderVector memory leaf) private view {
        bytes32 expected =
            leaf.kind == ARRIVAL ? harness.sortKey(ordering, seed, leaf.sender, leaf.seqOrForcedIndex) : bytes32(0);
        vm.assertEq(leaf.sortKey, expected, "sort key");
    }

    function checkNeighbours(OrderVector memory first, OrderVector memory second) private view {
        vm.assertTrue(harness.inOrder(placeOf(first), placeOf(second)), "in order");
        vm.assertFalse(harness.inOrder(placeOf(second), placeOf(first)), "not the other way");
    }

    function placeOf(OrderVector memory leaf) private pure returns (Ordering.Place memory) {
        return Ordering.Place({sortKey: leaf.sortKey, nonce: leaf.nonce, seq: leaf.seqOrForcedIndex});
    }

    function test_transactionsRecoverToTheirLeaves() external view {
        string memory json = readVectors("ordering");
        uint256 chainId = vm.parseJsonUint(json, ".chainId");
        for (uint256 i = 0; vm.keyExistsJson(json, caseAt(i)); ++i) {
            ArrivalVector[] memory arrivals = arrivalsAt(json, caseAt(i));
            for (uint256 j = 0; j < arrivals.length; ++j) {
                if (arrivals[j].raw.length == 0) continue;
                (RawTransaction.Defect defect, RawTransaction.Transaction memory found) =
                    harness.decodeTransaction(arrivals[j].raw, chainId);
                vm.assertEq(uint256(defect), uint256(RawTransaction.Defect.NONE), "decodes");
                vm.assertEq(found.txHash, arrivals[j].txHash, "hash");
                vm.assertEq(found.sender, arrivals[j].sender, "sender");
                vm.assertEq(found.nonce, arrivals[j].nonce, "nonce");
            }
        }
    }

    function test_seedDigestsAndSignersAreTheVectors() external view {
        string memory json = readVectors("ordering");
        bytes32 separator = vm.parseJsonBytes32(readVectors("eip712"), ".domainSeparator");
        address orderKey = vm.parseJsonAddress(json, ".orderKey");
        for (uint256 i = 0; vm.keyExistsJson(json, caseAt(i)); ++i) {
            string memory at = caseAt(i);
            BatchHeader memory header = headerAt(json, at);
            bytes32 cutHash = harness.digest(separator, harness.hashCut(harness.cutOf(header)));
            bytes32 batchHash = harness.digest(separator, harness.hashBatchHeader(header));
            vm.assertEq(cutHash, vm.parseJsonBytes32(json, string.concat(at, ".cutHash")), at);
            vm.assertEq(batchHash, vm.parseJsonBytes32(json, string.concat(at, ".batchHash")), at);
            bytes memory beacon = vm.parseJsonBytes(json, string.concat(at, ".beaconSignature"));
            vm.assertEq(harness.seedOf(beacon, cutHash), header.seed, at);
            bytes memory cutSignature = vm.parseJsonBytes(json, string.concat(at, ".cutSignature"));
            bytes memory headerSignature = vm.parseJsonBytes(json, string.concat(at, ".headerSignature"));
            vm.assertEq(ECDSA.recover(cutHash, cutSignature), orderKey, at);
            vm.assertEq(ECDSA.recover(batchHash, headerSignature), orderKey, at);
        }
    }

    function test_wrongLeavesGiveOtherRoots() external view {
        string memory json = readVectors("ordering");
        uint256 i = 0;
        for (; vm.keyExistsJson(json, invalidAt(i, "")); ++i) {
            bytes[] memory leaves = vm.parseJsonBytesArray(json, invalidAt(i, ".leaves"));
            if (leaves.length == 0) continue;
            bytes32 root = harness.merkleRoot(MerkleTree.Hash.KECCAK256, leaves);
            vm.assertEq(root, vm.parseJsonBytes32(json, invalidAt(i, ".value")), "the wrong root");
            string memory field = string.concat(".header.", vm.parseJsonString(json, invalidAt(i, ".field")));
            for (uint256 j = 0; vm.keyExistsJson(json, caseAt(j)); ++j) {
                bytes32 right = vm.parseJsonBytes32(json, string.concat(caseAt(j), field));
                vm.assertTrue(root != right, vm.parseJsonString(json, invalidAt(i, ".reason")));
            }
        }
        vm.assertLt(0, i, "there are vectors");
    }

    function invalidAt(uint256 i, string memory member) private pure returns (string memory) {
        return string.concat(".invalid[", vm.toString(i), "]", member);
    }

    function test_outcomesAreTheVectors() external view {
        string memory outcomes = readVectors("outcomes");
        uint256 i = 0;
        for (; vm.keyExistsJson(outcomes, caseAt(i)); ++i) {
            OutcomeVector[] memory list = abi.decode(
                vm.parseJsonTypeArray(
                    outcomes,
                    string.concat(caseAt(i), ".outcomes"),
                    "OutcomeJson(uint64 gasUsed,bytes leaf,uint8 outcome,uint32 position,bytes32 txHash)"
                ),
                (OutcomeVector[])
            );
            bytes[] memory leaves = new bytes[](list.length);
            for (uint256 j = 0; j < list.length; ++j) {
                leaves[j] = harness.encodeOutcomeLeaf(
                    OutcomeLeaf(list[j].position, list[j].txHash, list[j].outcome, list[j].gasUsed)
                );
                vm.assertEq(leaves[j], list[j].leaf, "leaf");
            }
            vm.assertEq(
                harness.merkleRoot(MerkleTree.Hash.KECCAK256, leaves),
                vm.parseJsonBytes32(outcomes, string.concat(caseAt(i), ".root")),
                "root"
            );
        }
        vm.assertLt(0, i, "there are vectors");
    }

    function caseAt(uint256 i) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "]");
    }

    function headerAt(string memory json, string memory at) private pure returns (BatchHeader memory) {
        return abi.decode(
            vm.parseJsonType(
                json,
                string.concat(at, ".header"),
                "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)"
            ),
            (BatchHeader)
        );
    }

    function arrivalsAt(string memory json, string memory at) private pure returns (ArrivalVector[] memory) {
        return abi.decode(
            vm.parseJsonTypeArray(
                json,
                string.concat(at, ".arrivals"),
                "ArrivalJson(bytes arrivalLeaf,bytes cutLeaf,uint64 duplicateOf,uint64 nonce,uint32 position,bytes raw,uint64 receivedAtMillis,address sender,uint64 seq,bytes32 txHash)"
            ),
            (ArrivalVector[])
        );
    }

    function orderAt(string memory json, string memory at) private pure returns (OrderVector[] memory) {
        return abi.decode(
            vm.parseJsonTypeArray(
                json,
                string.concat(at, ".order"),
                "OrderJson(uint8 kind,bytes leaf,uint64 nonce,uint32 position,address sender,uint64 seqOrForcedIndex,bytes32 sortKey,bytes32 txHash)"
            ),
            (OrderVector[])
        );
    }
}
