// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OrderingDelayChecker, OrderingDelayEvidence} from "../../../src/dispute/checkers/OrderingDelayChecker.sol";
import {SequencerFaultChecker} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {InclusionPromise} from "../../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {CheckerFixture} from "./CheckerFixture.sol";
import {Batch} from "./HonestBatches.sol";

/// @notice F6: sealed long after it was received.
contract OrderingDelayTest is CheckerFixture {
    uint64 private constant BOUND_MILLIS = 30_000;
    uint64 private constant DELAY_SECONDS = 120;
    uint8 private constant QUORUM = 2;

    OrderingDelayChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new OrderingDelayChecker(checked);
    }

    /// @dev Of a promise received `millis` before the batch was sealed.
    function evidenceOf(uint8 beaconKind, uint64 millis) private view returns (OrderingDelayEvidence memory found) {
        Batch memory batch = make(9, 5, 0, beaconKind).batch;
        InclusionPromise memory promised = promiseOf(batch.cut[2]);
        promised.receivedAtMillis = batch.header.sealedAtMillis - millis;
        found.promised = signed(promised);
        found.batch = signed(batch.header);
        found.policy = policy();
    }

    function test_provesADelayAboveTheBound() external view {
        proves(checker, abi.encode(evidenceOf(QUORUM, BOUND_MILLIS + 1)), 6, abi.encode(false, uint64(2)));
    }

    function test_refusesADelayWithinTheBound() external {
        OrderingDelayEvidence memory found = evidenceOf(QUORUM, BOUND_MILLIS);
        uint64 sealedAt = found.batch.header.sealedAtMillis;
        bytes4 reason = OrderingDelayChecker.SealedInTime.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, sealedAt, sealedAt));
    }

    function test_refusesAClockThatNoQuorumConfirmed() external {
        bytes4 reason = OrderingDelayChecker.ClockNotConfirmed.selector;
        bytes memory evidence = abi.encode(evidenceOf(1, BOUND_MILLIS + 1));
        refuses(checker, evidence, abi.encodeWithSelector(reason, uint8(1)));
    }

    function test_refusesABatchThatDoesNotCoverThePromise() external {
        OrderingDelayEvidence memory found = evidenceOf(QUORUM, BOUND_MILLIS + 1);
        found.promised.promised.seq = 5;
        found.promised = signed(found.promised.promised);
        bytes4 reason = SequencerFaultChecker.SeqNotInBatch.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(5), uint64(0), uint64(5)));
    }

    function test_refusesAnotherPolicy() external {
        OrderingDelayEvidence memory found = evidenceOf(QUORUM, BOUND_MILLIS + 1);
        found.policy.maxOrderingDelayMillis = 1000;
        vm.expectPartialRevert(SequencerFaultChecker.PolicyHashMismatch.selector);
        checker.check(abi.encode(found));
    }

    function test_refusesAnArrivalBeforeARollback() external {
        post(make(9, 5, 0).posted);
        IRollup.ParentBatch memory anchor = head;
        post(make(9, 5, 0).posted);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        uint64 startedAt = rollup.generationStart(1).startedAt;
        OrderingDelayEvidence memory found = evidenceOf(QUORUM, 0);
        found.promised.promised.seq = 5;
        found.batch.header.sealedAtMillis = (startedAt + 10_000) * 1000;
        found.batch = signed(found.batch.header);
        uint64 excused = (startedAt + DELAY_SECONDS) * 1000;
        found.promised.promised.receivedAtMillis = excused;
        found.promised = signed(found.promised.promised);
        bytes4 reason = OrderingDelayChecker.RollbackBetween.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, startedAt, uint256(excused), excused));
        found.promised.promised.receivedAtMillis = excused + 1;
        found.promised = signed(found.promised.promised);
        proves(checker, abi.encode(found), 6, abi.encode(false, uint64(5)));
    }
}
