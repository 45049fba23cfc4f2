// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAuditAnchor} from "../../audit/IAuditAnchor.sol";
import {CandorTypes, LogCheckpoint} from "../../libraries/CandorTypes.sol";
import {MerkleTree} from "../../libraries/MerkleTree.sol";
import {ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup, FaultChecker} from "./FaultChecker.sol";

/// @notice Two checkpoints of one log with the log key's signatures (65 bytes `r‖s‖v` over the EIP-712 digest). `nodes` is empty when
/// both have one size. Else it is the newer tree's proof of the older size, beginning with the node that both trees share at the
/// left also where a consistency proof leaves it out.
struct ForkedLogEvidence {
    LogCheckpoint older;
    bytes olderSignature;
    LogCheckpoint newer;
    bytes newerSignature;
    bytes32[] nodes;
}

/// @title ForkedLogChecker
/// @notice F10: a log signed two trees of one size, or a tree that does not begin with the one it signed before. Evidence:
/// {ForkedLogEvidence}. The slot is the older checkpoint's.
contract ForkedLogChecker is FaultChecker {
    using CandorTypes for LogCheckpoint;

    uint8 private constant KIND = 10;

    /// @notice The key is not this log's and never was.
    error LogSignerMismatch(bytes32 originHash, address found);
    error OriginsDiffer(bytes32 older, bytes32 newer);
    error SizesNotAscending(uint64 older, uint64 newer);
    /// @notice The nodes do not fold to the newer root, so they say nothing of the log's tree.
    error NodesNotOfTree(bytes32 expected, bytes32 found);
    /// @notice The newer tree is the older one or begins with it.
    error CheckpointsConsistent(uint64 olderSize, uint64 newerSize);

    IAuditAnchor public immutable AUDIT_ANCHOR;

    constructor(CheckedRollup memory checked) FaultChecker(checked) {
        AUDIT_ANCHOR = IAuditAnchor(checked.auditAnchor);
    }

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        ForkedLogEvidence memory found = abi.decode(evidence, (ForkedLogEvidence));
        LogCheckpoint memory older = found.older;
        LogCheckpoint memory newer = found.newer;
        require(older.originHash == newer.originHash, OriginsDiffer(older.originHash, newer.originHash));
        require(older.size <= newer.size, SizesNotAscending(older.size, newer.size));
        _requireLogKey(older, found.olderSignature);
        _requireLogKey(newer, found.newerSignature);
        require(!_begins(newer, older, found.nodes), CheckpointsConsistent(older.size, newer.size));
        return _fault(KIND, older.originHash, abi.encode(older.originHash, older.size));
    }

    function _begins(LogCheckpoint memory newer, LogCheckpoint memory older, bytes32[] memory nodes)
        private
        view
        returns (bool)
    {
        if (older.size == newer.size) return older.root == newer.root;
        if (older.size == 0) return older.root == MerkleTree.emptyRoot(MerkleTree.Hash.SHA256);
        (bool complete, bytes32 oldRoot, bytes32 newRoot) =
            MerkleTree.foldPrefix(MerkleTree.Hash.SHA256, older.size, newer.size, nodes);
        require(complete && newRoot == newer.root, NodesNotOfTree(newer.root, newRoot));
        return oldRoot == older.root;
    }

    function _requireLogKey(LogCheckpoint memory checkpoint, bytes memory signature) private view {
        address signer = _signerOf(_digest(checkpoint.hash()), signature);
        require(
            AUDIT_ANCHOR.logOfKey(signer) == checkpoint.originHash, LogSignerMismatch(checkpoint.originHash, signer)
        );
    }
}
