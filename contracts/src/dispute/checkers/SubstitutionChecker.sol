// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InclusionPromise} from "../../libraries/CandorTypes.sol";
import {CutLeaf, Leaves} from "../../libraries/Leaves.sol";
import {FaultyBatch, ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker, SignedHeader, SignedPromise} from "./SequencerFaultChecker.sol";

/// @notice A promise and what stands at its `seq` in a batch: the leaf of the cut tree, or with `inArrivalTree` that of the arrival tree,
/// whose `position` then counts.
struct SubstitutionEvidence {
    SignedPromise promised;
    SignedHeader batch;
    CutLeaf leaf;
    bool inArrivalTree;
    uint32 position;
    bytes32[] proof;
}

/// @title SubstitutionChecker
/// @notice F3: a batch has something else at `seq` than its sequencer promised. Evidence: {SubstitutionEvidence}.
contract SubstitutionChecker is SequencerFaultChecker {
    uint8 private constant KIND = 3;

    /// @notice The leaf is what was promised.
    error PromiseKept(uint64 seq);

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {}

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        SubstitutionEvidence memory found = abi.decode(evidence, (SubstitutionEvidence));
        (bytes32 sequencerId, FaultyBatch memory batch) = _requireHeader(found.batch);
        bytes32 promiser = _requirePromise(found.promised);
        require(promiser == sequencerId, SequencerMismatch(sequencerId, promiser));
        InclusionPromise memory promised = found.promised.promised;
        uint64 index = _indexOf(found.batch.header, promised.seq);
        bytes memory leaf =
            found.inArrivalTree ? Leaves.encodeArrival(found.leaf, found.position) : Leaves.encode(found.leaf);
        bytes32 root = found.inArrivalTree ? found.batch.header.arrivalRoot : found.batch.header.cutRoot;
        _requireLeaf(leaf, index, found.batch.header.seqCount, found.proof, root);
        require(!_keeps(promised, found.leaf), PromiseKept(promised.seq));
        return _batchFault(KIND, sequencerId, batch);
    }

    function _keeps(InclusionPromise memory promised, CutLeaf memory leaf) private pure returns (bool) {
        return leaf.txHash == promised.txHash && leaf.sender == promised.sender && leaf.nonce == promised.nonce
            && leaf.receivedAtMillis == promised.receivedAtMillis;
    }
}
