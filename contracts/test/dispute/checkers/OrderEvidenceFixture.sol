// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    ArrivalLeavesProof,
    DecodedArrivalProof,
    DecodedOrderProof,
    DuplicateProof,
    NeighboursProof,
    OrderedArrivalProof,
    PositionProof,
    SortKeyProof,
    WrongOrderEvidence
} from "../../../src/dispute/checkers/OrderEvidence.sol";
import {WrongOrderChecker} from "../../../src/dispute/checkers/WrongOrderChecker.sol";
import {CheckerFixture} from "./CheckerFixture.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";

/// @notice Evidence of F4 about leaves of batches, whatever they say.
abstract contract OrderEvidenceFixture is CheckerFixture {
    using HonestBatches for Batch;

    WrongOrderChecker internal orderChecker;

    function setUp() public virtual override {
        super.setUp();
        orderChecker = new WrongOrderChecker(checked);
    }

    function evidence(Batch memory batch, uint8 variant, bytes memory proof) internal view returns (bytes memory) {
        return abi.encode(WrongOrderEvidence(signed(batch.header), variant, proof));
    }

    function neighbours(Batch memory batch, uint32 position) internal view returns (bytes memory) {
        NeighboursProof memory found;
        found.position = position;
        found.first = batch.order[position];
        found.firstProof = batch.orderProof(position);
        found.second = batch.order[position + 1];
        found.secondProof = batch.orderProof(position + 1);
        return evidence(batch, 1, abi.encode(found));
    }

    function sortKey(Batch memory batch, uint32 position) internal view returns (bytes memory) {
        SortKeyProof memory found;
        found.policy = policy();
        found.position = position;
        found.leaf = batch.order[position];
        found.proof = batch.orderProof(position);
        return evidence(batch, 2, abi.encode(found));
    }

    function arrivalLeaves(Batch memory cut, Batch memory batch, uint64 index) internal view returns (bytes memory) {
        ArrivalLeavesProof memory found;
        found.index = index;
        found.cutLeaf = cut.cut[index];
        found.cutProof = cut.cutProof(index);
        found.arrivalLeaf = batch.cut[index];
        found.arrivalPosition = batch.positions[index];
        found.arrivalProof = batch.arrivalProof(index);
        return evidence(batch, 3, abi.encode(found));
    }

    function position(Batch memory batch, uint64 index) internal view returns (bytes memory) {
        PositionProof memory found;
        found.index = index;
        found.leaf = batch.cut[index];
        found.position = batch.positions[index];
        found.proof = batch.arrivalProof(index);
        return evidence(batch, 4, abi.encode(found));
    }

    function orderedArrival(Batch memory batch, uint32 at, uint64 index) internal view returns (bytes memory) {
        OrderedArrivalProof memory found;
        found.position = at;
        found.orderLeaf = batch.order[at];
        found.orderProof = batch.orderProof(at);
        found.index = index;
        found.arrivalLeaf = batch.cut[index];
        found.arrivalPosition = batch.positions[index];
        found.arrivalProof = batch.arrivalProof(index);
        return evidence(batch, 5, abi.encode(found));
    }

    function decodedArrival(Batch memory batch, uint64 index, bool inArrivalTree, bytes memory raw)
        internal
        view
        returns (bytes memory)
    {
        DecodedArrivalProof memory found;
        found.index = index;
        found.leaf = batch.cut[index];
        found.inArrivalTree = inArrivalTree;
        found.position = batch.positions[index];
        found.proof = inArrivalTree ? batch.arrivalProof(index) : batch.cutProof(index);
        found.rawTx = raw;
        return evidence(batch, 6, abi.encode(found));
    }

    function decodedOrder(Batch memory batch, uint32 at, bytes memory raw) internal view returns (bytes memory) {
        DecodedOrderProof memory found;
        found.position = at;
        found.leaf = batch.order[at];
        found.proof = batch.orderProof(at);
        found.rawTx = raw;
        return evidence(batch, 7, abi.encode(found));
    }

    function duplicate(Batch memory batch, uint64 index, Batch memory earlier, uint64 earlierIndex)
        internal
        view
        returns (bytes memory)
    {
        DuplicateProof memory found;
        found.index = index;
        found.leaf = batch.cut[index];
        found.proof = batch.cutProof(index);
        found.earlierBatch = signed(earlier.header);
        found.earlierIndex = earlierIndex;
        found.earlierLeaf = earlier.cut[earlierIndex];
        found.earlierProof = earlier.cutProof(earlierIndex);
        return evidence(batch, 8, abi.encode(found));
    }
}
