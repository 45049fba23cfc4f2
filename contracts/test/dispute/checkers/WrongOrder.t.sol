// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultChecker} from "../../../src/dispute/checkers/FaultChecker.sol";
import {NeighboursProof, SortKeyProof} from "../../../src/dispute/checkers/OrderEvidence.sol";
import {SequencerFaultChecker} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {WrongOrderChecker} from "../../../src/dispute/checkers/WrongOrderChecker.sol";
import {Leaves, OrderLeaf} from "../../../src/libraries/Leaves.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";
import {OrderEvidenceFixture} from "./OrderEvidenceFixture.sol";

/// @notice F4: leaves that contradict the rule, each other or their transactions.
contract WrongOrderTest is OrderEvidenceFixture {
    using HonestBatches for Batch;

    uint256 private constant FIVE_TRANSACTIONS = 10;

    function honest() private view returns (Made memory) {
        return make(FIVE_TRANSACTIONS, 5, 0);
    }

    function holds(uint8 variant) private pure returns (bytes memory) {
        return abi.encodeWithSelector(WrongOrderChecker.OrderHolds.selector, variant);
    }

    function provesWrong(Batch memory batch, bytes memory proof) private view {
        provesIn(orderChecker, proof, 4, batch.header);
    }

    function test_provesAnInversion() external view {
        Batch memory batch = honest().batch;
        (batch.order[1], batch.order[2]) = (batch.order[2], batch.order[1]);
        batch.place();
        batch.seal();
        provesWrong(batch, neighbours(batch, 1));
    }

    function test_provesOneArrivalTwice() external view {
        Batch memory batch = honest().batch;
        batch.order[2] = batch.order[1];
        batch.seal();
        provesWrong(batch, neighbours(batch, 1));
    }

    function test_refusesNeighboursInOrder() external {
        refuses(orderChecker, neighbours(honest().batch, 1), holds(1));
    }

    function test_refusesLeavesThatAreNoNeighbours() external {
        Batch memory batch = honest().batch;
        NeighboursProof memory found;
        found.position = 2;
        (found.first, found.firstProof) = (batch.order[2], batch.orderProof(2));
        (found.second, found.secondProof) = (batch.order[1], batch.orderProof(1));
        bytes4 reason = FaultChecker.LeafNotProven.selector;
        refuses(
            orderChecker,
            evidence(batch, 1, abi.encode(found)),
            abi.encodeWithSelector(reason, batch.header.orderRoot, uint64(3), uint64(5))
        );
    }

    function test_refusesTheNeighbourOfAForcedEntry() external {
        forceSome(1);
        bytes4 reason = WrongOrderChecker.LeafNotOfArrival.selector;
        refuses(
            orderChecker,
            neighbours(make(FIVE_TRANSACTIONS, 5, 1).batch, 0),
            abi.encodeWithSelector(reason, uint32(0), uint8(1))
        );
    }

    function test_provesAnotherSortKey() external view {
        Batch memory batch = honest().batch;
        batch.order[3].sortKey = keccak256("a better key");
        batch.seal();
        provesWrong(batch, sortKey(batch, 3));
    }

    function test_provesAShuffleWithoutABeacon() external view {
        Batch memory batch = honest().batch;
        batch.header.beaconKind = 0;
        provesWrong(batch, sortKey(batch, 3));
    }

    function test_provesASortKeyOfAForcedEntry() external {
        forceSome(1);
        Batch memory batch = make(FIVE_TRANSACTIONS, 5, 1).batch;
        batch.order[0].sortKey = bytes32(uint256(1));
        batch.seal();
        provesWrong(batch, sortKey(batch, 0));
    }

    function test_refusesSortKeysOfBothOrderings() external {
        refuses(orderChecker, sortKey(honest().batch, 3), holds(2));
        refuses(orderChecker, sortKey(make(FIVE_TRANSACTIONS, 5, 0, 0).batch, 3), holds(2));
    }

    function test_refusesASortKeyUnderAnotherPolicy() external {
        Batch memory batch = honest().batch;
        SortKeyProof memory found;
        found.policy = policy();
        found.policy.ordering = 2;
        (found.leaf, found.proof) = (batch.order[0], batch.orderProof(0));
        bytes memory wrong = evidence(batch, 2, abi.encode(found));
        vm.expectPartialRevert(SequencerFaultChecker.PolicyHashMismatch.selector);
        orderChecker.check(wrong);
    }

    function test_provesArrivalLeavesThatDiffer() external view {
        Batch memory cut = honest().batch;
        Batch memory batch = honest().batch;
        ++batch.cut[2].receivedAtMillis;
        batch.seal();
        batch.header.cutRoot = cut.header.cutRoot;
        provesWrong(batch, arrivalLeaves(cut, batch, 2));
    }

    function test_refusesArrivalLeavesThatAgree() external {
        Batch memory batch = honest().batch;
        refuses(orderChecker, arrivalLeaves(batch, batch, 2), holds(3));
    }

    function test_provesAPositionBehindTheOrder() external view {
        Batch memory batch = honest().batch;
        batch.positions[2] = 5;
        batch.seal();
        provesWrong(batch, position(batch, 2));
    }

    function test_provesThatATransactionHasNoPosition() external view {
        Batch memory batch = honest().batch;
        batch.positions[2] = Leaves.NO_POSITION;
        batch.seal();
        provesWrong(batch, position(batch, 2));
    }

    function test_provesThatADuplicateHasAPosition() external view {
        Batch memory batch = honest().batch;
        batch.cut[2].duplicateOf = 0;
        batch.seal();
        provesWrong(batch, position(batch, 2));
    }

    function test_provesThatAnEmptyArrivalHasAPosition() external view {
        Batch memory batch = honest().batch;
        batch.cut[2].txHash = bytes32(0);
        batch.seal();
        provesWrong(batch, position(batch, 2));
    }

    function test_refusesPositionsOfTheOrder() external {
        refuses(orderChecker, position(honest().batch, 2), holds(4));
    }

    function test_provesAnOrderLeafUnlikeItsArrival() external view {
        Batch memory batch = honest().batch;
        uint64 index = batch.order[1].seqOrForcedIndex;
        batch.order[1].txHash = keccak256("another transaction");
        batch.seal();
        provesWrong(batch, orderedArrival(batch, 1, index));
    }

    function test_provesAnArrivalThatNamesAnothersPlace() external view {
        Batch memory batch = honest().batch;
        uint64 index = batch.order[1].seqOrForcedIndex;
        batch.positions[index] = 2;
        batch.seal();
        provesWrong(batch, orderedArrival(batch, 1, index));
        provesWrong(batch, orderedArrival(batch, 2, index));
    }

    function test_provesAnOrderLeafOfASeqOutsideTheBatch() external view {
        Batch memory batch = honest().batch;
        batch.order[1].seqOrForcedIndex = 5;
        batch.seal();
        provesWrong(batch, orderedArrival(batch, 1, 0));
    }

    function test_provesAnOrderLeafWithAnotherPosition() external view {
        Batch memory batch = honest().batch;
        batch.order[1].position = 3;
        batch.seal();
        provesWrong(batch, orderedArrival(batch, 1, batch.order[1].seqOrForcedIndex));
    }

    function test_refusesLeavesThatDoNotNameEachOther() external {
        Batch memory batch = honest().batch;
        uint64 index = batch.order[1].seqOrForcedIndex;
        refuses(orderChecker, orderedArrival(batch, 1, index), holds(5));
        uint64 other = batch.order[2].seqOrForcedIndex;
        bytes4 reason = WrongOrderChecker.LeavesUnrelated.selector;
        refuses(orderChecker, orderedArrival(batch, 1, other), abi.encodeWithSelector(reason, uint32(1), other));
    }

    function test_provesALeafUnlikeItsTransaction() external view {
        Made memory made = honest();
        made.batch.cut[2].sender = address(1);
        made.batch.seal();
        provesWrong(made.batch, decodedArrival(made.batch, 2, false, made.rawTxs[2]));
        provesWrong(made.batch, decodedArrival(made.batch, 2, true, made.rawTxs[2]));
    }

    function test_provesALeafOfNoTransaction() external view {
        Batch memory batch = honest().batch;
        batch.cut[2].txHash = keccak256("no transaction");
        batch.seal();
        provesWrong(batch, decodedArrival(batch, 2, false, "no transaction"));
    }

    function test_provesAnOrderLeafUnlikeItsTransaction() external view {
        Made memory made = honest();
        OrderLeaf memory leaf = made.batch.order[1];
        ++leaf.nonce;
        made.batch.seal();
        provesWrong(made.batch, decodedOrder(made.batch, 1, made.rawTxs[leaf.seqOrForcedIndex]));
    }

    /// @dev Entry 0 paid for the gas it declares, entry 1 for more: one leaf names its sender, the other nobody.
    function test_provesForcedLeavesUnlikeTheirTransactions() external {
        forceSome(2);
        Batch memory batch = make(FIVE_TRANSACTIONS, 5, 2).batch;
        refuses(orderChecker, decodedOrder(batch, 0, forcedTxs[0]), holds(7));
        refuses(orderChecker, decodedOrder(batch, 1, forcedTxs[1]), holds(7));
        batch.order[1].sender = batch.order[0].sender;
        batch.order[0].sender = address(0);
        batch.seal();
        provesWrong(batch, decodedOrder(batch, 0, forcedTxs[0]));
        provesWrong(batch, decodedOrder(batch, 1, forcedTxs[1]));
    }

    function test_refusesTransactionsThatDecodeToTheirLeaves() external {
        Made memory made = honest();
        refuses(orderChecker, decodedArrival(made.batch, 2, false, made.rawTxs[2]), holds(6));
        bytes4 reason = WrongOrderChecker.RawTxMismatch.selector;
        bytes32 other = keccak256(made.rawTxs[3]);
        refuses(
            orderChecker,
            decodedArrival(made.batch, 2, false, made.rawTxs[3]),
            abi.encodeWithSelector(reason, made.batch.cut[2].txHash, other)
        );
    }

    function test_refusesAnUnknownVariant() external {
        bytes4 reason = WrongOrderChecker.VariantUnknown.selector;
        refuses(orderChecker, evidence(honest().batch, 9, ""), abi.encodeWithSelector(reason, uint8(9)));
    }

    function test_refusesAnAlteredProof() external {
        Batch memory batch = honest().batch;
        SortKeyProof memory found;
        found.policy = policy();
        (found.leaf, found.proof) = (batch.order[0], batch.orderProof(0));
        found.proof[0] = bytes32(uint256(found.proof[0]) ^ 1);
        bytes memory wrong = evidence(batch, 2, abi.encode(found));
        vm.expectPartialRevert(FaultChecker.LeafNotProven.selector);
        orderChecker.check(wrong);
    }
}
