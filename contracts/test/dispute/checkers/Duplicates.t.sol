// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {WrongOrderChecker} from "../../../src/dispute/checkers/WrongOrderChecker.sol";
import {SequencerFaultChecker} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";
import {OrderEvidenceFixture} from "./OrderEvidenceFixture.sol";

/// @notice F4's rules of duplicates, within a batch and across a lineage.
contract DuplicatesTest is OrderEvidenceFixture {
    using HonestBatches for Batch;

    uint256 private constant FIVE_TRANSACTIONS = 10;

    function honest() private view returns (Batch memory) {
        return make(FIVE_TRANSACTIONS, 5, 0).batch;
    }

    function repeat(Batch memory batch, uint64 index, Batch memory earlier, uint64 earlierIndex) private pure {
        batch.cut[index].txHash = earlier.cut[earlierIndex].txHash;
        batch.cut[index].duplicateOf = earlier.cut[earlierIndex].seq;
    }

    function holds() private pure returns (bytes memory) {
        return abi.encodeWithSelector(WrongOrderChecker.OrderHolds.selector, uint8(8));
    }

    function test_provesADuplicateOfAnotherTransaction() external view {
        Batch memory batch = honest();
        batch.cut[3].duplicateOf = 1;
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, batch, 1), 4, batch.header);
    }

    function test_provesADuplicateOfALaterArrival() external view {
        Batch memory batch = honest();
        batch.cut[3].duplicateOf = 4;
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, batch, 0), 4, batch.header);
    }

    function test_provesAnUnmarkedDuplicate() external view {
        Batch memory batch = honest();
        batch.cut[3].txHash = batch.cut[1].txHash;
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, batch, 1), 4, batch.header);
    }

    function test_provesADuplicateThatDoesNotNameTheFirst() external view {
        Batch memory batch = honest();
        repeat(batch, 2, batch, 1);
        repeat(batch, 3, batch, 2);
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, batch, 1), 4, batch.header);
    }

    function test_refusesMarkedDuplicatesAndDifferentTransactions() external {
        Batch memory batch = honest();
        repeat(batch, 3, batch, 1);
        repeat(batch, 4, batch, 1);
        batch.seal();
        refuses(orderChecker, duplicate(batch, 3, batch, 1), holds());
        refuses(orderChecker, duplicate(batch, 3, batch, 2), holds());
        refuses(orderChecker, duplicate(batch, 4, batch, 3), holds());
    }

    function test_refusesTwoEmptyArrivals() external {
        Batch memory batch = honest();
        (batch.cut[1].txHash, batch.cut[3].txHash) = (bytes32(0), bytes32(0));
        batch.seal();
        refuses(orderChecker, duplicate(batch, 3, batch, 1), holds());
    }

    function test_refusesAnEarlierLeafThatIsLater() external {
        Batch memory batch = honest();
        batch.cut[3].txHash = batch.cut[1].txHash;
        batch.seal();
        bytes4 reason = WrongOrderChecker.LeafNotEarlier.selector;
        refuses(orderChecker, duplicate(batch, 1, batch, 3), abi.encodeWithSelector(reason, uint64(1), uint64(3)));
    }

    function test_provesAndRefusesAcrossBatches() external {
        Made memory first = make(FIVE_TRANSACTIONS, 5, 0);
        post(first.posted);
        Batch memory batch = honest();
        repeat(batch, 3, first.batch, 1);
        batch.seal();
        refuses(orderChecker, duplicate(batch, 3, first.batch, 1), holds());
        batch.cut[3].duplicateOf = 2;
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, first.batch, 1), 4, batch.header);
        provesIn(orderChecker, duplicate(batch, 3, first.batch, 2), 4, batch.header);
    }

    /// @dev What stood in a batch that was voided is in no lineage after it.
    function test_refusesAnEarlierBatchThatWasVoided() external {
        post(make(FIVE_TRANSACTIONS, 5, 0).posted);
        IRollup.ParentBatch memory anchor = head;
        Made memory voided = make(FIVE_TRANSACTIONS, 5, 0);
        post(voided.posted);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        post(make(3, 5, 0).posted);
        Batch memory batch = honest();
        batch.cut[3].txHash = voided.batch.cut[1].txHash;
        batch.seal();
        bytes4 reason = WrongOrderChecker.BatchNotInLineage.selector;
        refuses(
            orderChecker,
            duplicate(batch, 3, voided.batch, 1),
            abi.encodeWithSelector(reason, uint64(0), uint64(2), uint64(1))
        );
    }

    function test_countsAnEarlierBatchThatARollbackLeft() external {
        Made memory kept = make(FIVE_TRANSACTIONS, 5, 0);
        post(kept.posted);
        IRollup.ParentBatch memory anchor = head;
        post(make(FIVE_TRANSACTIONS, 5, 0).posted);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        Batch memory batch = honest();
        batch.cut[3].txHash = kept.batch.cut[1].txHash;
        batch.seal();
        provesIn(orderChecker, duplicate(batch, 3, kept.batch, 1), 4, batch.header);
    }

    function test_refusesBatchesOfAStranger() external {
        post(make(FIVE_TRANSACTIONS, 5, 0).posted);
        Batch memory first = honest();
        Batch memory batch = honest();
        batch.cut[3].duplicateOf = 1;
        batch.seal();
        orderKey = STRANGER;
        bytes memory found = duplicate(batch, 3, first, 1);
        vm.expectPartialRevert(SequencerFaultChecker.HeaderSignerMismatch.selector);
        orderChecker.check(found);
    }
}
