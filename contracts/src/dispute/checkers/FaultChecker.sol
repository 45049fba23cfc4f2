// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {CandorTypes} from "../../libraries/CandorTypes.sol";
import {MerkleTree} from "../../libraries/MerkleTree.sol";
import {IFaultChecker, ProvenFault} from "../IFaultChecker.sol";

/// @notice The contracts of one rollup that checkers ask. None of them ever changes its answer about the past.
struct CheckedRollup {
    uint64 rollupId;
    address rollup;
    address sequencerRegistry;
    address forcedInbox;
    address parameterRegistry;
    address auditAnchor;
    address witnessRegistry;
}

/// @title FaultChecker
/// @notice Base of the checkers: one rollup, its EIP-712 domain, signatures and leaves. Evidence is `abi.encode` of the struct that a
/// checker names; its text is in spec/evidence.md.
abstract contract FaultChecker is IFaultChecker {
    error RollupIdMismatch(uint64 expected, uint64 found);
    /// @notice Not 65 bytes `r‖s‖v` with a low s, or nobody's signature.
    error SignatureInvalid(bytes32 digest);
    /// @notice `index` of the tree with this root and size is not the leaf of the evidence.
    error LeafNotProven(bytes32 root, uint64 index, uint64 size);

    uint64 public immutable ROLLUP_ID;
    address public immutable ROLLUP;

    constructor(CheckedRollup memory checked) {
        ROLLUP_ID = checked.rollupId;
        ROLLUP = checked.rollup;
    }

    function _fault(uint8 kind, bytes32 accused, bytes memory slot) internal view returns (ProvenFault memory fault) {
        fault.faultId = keccak256(abi.encode(kind, accused, ROLLUP_ID, slot));
        fault.kind = kind;
        fault.accused = accused;
        fault.rollupId = ROLLUP_ID;
        fault.slot = slot;
    }

    function _requireRollup(uint64 rollupId) internal view {
        require(rollupId == ROLLUP_ID, RollupIdMismatch(ROLLUP_ID, rollupId));
    }

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return CandorTypes.digest(CandorTypes.domainSeparator(block.chainid, ROLLUP), structHash);
    }

    function _signerOf(bytes32 digest, bytes memory signature) internal pure returns (address signer) {
        (signer,,) = ECDSA.tryRecover(digest, signature);
        require(signer != address(0), SignatureInvalid(digest));
    }

    /// @dev Trees that L1 checks: keccak-256.
    function _requireLeaf(bytes memory leaf, uint64 index, uint64 size, bytes32[] memory proof, bytes32 root)
        internal
        view
    {
        bytes32 leafHash = MerkleTree.hashLeaf(MerkleTree.Hash.KECCAK256, leaf);
        require(
            MerkleTree.verifyInclusion(MerkleTree.Hash.KECCAK256, leafHash, index, size, proof, root),
            LeafNotProven(root, index, size)
        );
    }
}
