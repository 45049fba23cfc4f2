// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AdmissionRefusal,
    BatchAttestation,
    BatchHeader,
    CandorTypes,
    Cut,
    DataStatement,
    DisputeVerdict,
    ExecutionStatement,
    InclusionPromise,
    LogCheckpoint,
    Policy,
    RollbackRatification
} from "../../src/libraries/CandorTypes.sol";
import {CutLeaf, Leaves, OrderLeaf, OutcomeLeaf} from "../../src/libraries/Leaves.sol";
import {MerkleTree} from "../../src/libraries/MerkleTree.sol";
import {Ordering} from "../../src/libraries/Ordering.sol";
import {RawTransaction} from "../../src/libraries/RawTransaction.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";

/// @title ReferenceHarness
/// @notice The libraries from outside, so that another implementation can be compared with them on a chain. Never deployed but
/// in tests. Hashes: 0 keccak-256, 1 SHA-256.
contract ReferenceHarness {
    function domainSeparator(uint256 chainId, address verifyingContract) external pure returns (bytes32) {
        return CandorTypes.domainSeparator(chainId, verifyingContract);
    }

    function digest(bytes32 separator, bytes32 structHash) external pure returns (bytes32) {
        return CandorTypes.digest(separator, structHash);
    }

    function hashInclusionPromise(InclusionPromise calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashAdmissionRefusal(AdmissionRefusal calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashCut(Cut calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashBatchHeader(BatchHeader calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashExecutionStatement(ExecutionStatement calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashDataStatement(DataStatement calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashBatchAttestation(BatchAttestation calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashDisputeVerdict(DisputeVerdict calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashRollbackRatification(RollbackRatification calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashLogCheckpoint(LogCheckpoint calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashPolicy(Policy calldata value) external pure returns (bytes32) {
        return CandorTypes.hash(value);
    }

    function hashCommitment(IRollup.BatchCommitment calldata value) external pure returns (bytes32) {
        return keccak256(abi.encode(value));
    }

    function hashData(bytes32[] calldata dataHashes) external pure returns (bytes32) {
        return keccak256(abi.encodePacked(dataHashes));
    }

    function cutOf(BatchHeader calldata header) external pure returns (Cut memory) {
        return CandorTypes.cutOf(header);
    }

    function encodeCutLeaf(CutLeaf calldata leaf) external pure returns (bytes memory) {
        return Leaves.encode(leaf);
    }

    function encodeArrivalLeaf(CutLeaf calldata leaf, uint32 position) external pure returns (bytes memory) {
        return Leaves.encodeArrival(leaf, position);
    }

    function encodeOrderLeaf(OrderLeaf calldata leaf) external pure returns (bytes memory) {
        return Leaves.encode(leaf);
    }

    function encodeOutcomeLeaf(OutcomeLeaf calldata leaf) external pure returns (bytes memory) {
        return Leaves.encode(leaf);
    }

    function merkleRoot(MerkleTree.Hash hash, bytes[] calldata leaves) external view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            hashes[i] = MerkleTree.hashLeaf(hash, leaves[i]);
        }
        return MerkleTree.root(hash, hashes);
    }

    function verifyInclusion(
        MerkleTree.Hash hash,
        bytes calldata leaf,
        uint64 index,
        uint64 size,
        bytes32[] calldata proof,
        bytes32 root
    ) external view returns (bool) {
        return MerkleTree.verifyInclusion(hash, MerkleTree.hashLeaf(hash, leaf), index, size, proof, root);
    }

    function verifyConsistency(
        MerkleTree.Hash hash,
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return MerkleTree.verifyConsistency(hash, oldSize, oldRoot, newSize, newRoot, proof);
    }

    function sortKey(uint8 ordering, bytes32 seed, address sender, uint64 seq) external pure returns (bytes32) {
        return Ordering.sortKey(ordering, seed, sender, seq);
    }

    function seedOf(bytes calldata beaconSignature, bytes32 cutHash) external pure returns (bytes32) {
        return Ordering.seedOf(beaconSignature, cutHash);
    }

    function inOrder(Ordering.Place calldata first, Ordering.Place calldata second) external pure returns (bool) {
        return Ordering.inOrder(first, second);
    }

    function decodeTransaction(bytes calldata raw, uint256 chainId)
        external
        pure
        returns (RawTransaction.Defect defect, RawTransaction.Transaction memory transaction)
    {
        return RawTransaction.decode(raw, chainId);
    }
}
