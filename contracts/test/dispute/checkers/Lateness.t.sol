// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LatenessChecker, LatenessEvidence} from "../../../src/dispute/checkers/LatenessChecker.sol";
import {SequencerFaultChecker} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {CandorTypes, InclusionPromise} from "../../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {CheckerFixture} from "./CheckerFixture.sol";

/// @notice F2: promises and forced entries that no batch kept in time.
contract LatenessTest is CheckerFixture {
    using CandorTypes for *;

    uint64 private constant DELAY = 120;
    uint64 private constant FORCED_DELAY = 120;

    LatenessChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new LatenessChecker(checked);
    }

    function promised(uint64 seq) private view returns (InclusionPromise memory promise_) {
        promise_.rollupId = ROLLUP_ID;
        promise_.seq = seq;
        promise_.txHash = keccak256("tx");
        promise_.receivedAtMillis = uint64(block.timestamp) * 1000 - 1;
        promise_.includeBy = uint64(block.timestamp) + DELAY;
        promise_.policyHash = policy().hash();
    }

    function evidenceOf(InclusionPromise memory promise_) private view returns (bytes memory) {
        LatenessEvidence memory late;
        late.promised = signed(promise_);
        late.policy = policy();
        return abi.encode(late);
    }

    function evidenceOf(uint64 entry) private pure returns (bytes memory) {
        LatenessEvidence memory late;
        late.forced = true;
        late.forcedIndex = entry;
        return abi.encode(late);
    }

    function passSeconds(uint64 count) private {
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + count);
    }

    function kept(uint64 deadline, uint64 covered, uint64 place) private pure returns (bytes memory) {
        return abi.encodeWithSelector(LatenessChecker.KeptInTime.selector, deadline, covered, place);
    }

    function test_provesAPromiseThatNoBatchCovered() external {
        bytes memory evidence = evidenceOf(promised(7));
        post(make(1, 7, 0).posted);
        passSeconds(DELAY + 1);
        proves(checker, evidence, 2, abi.encode(false, uint64(7)));
    }

    function test_provesACoverageThatCameLate() external {
        bytes memory evidence = evidenceOf(promised(6));
        passSeconds(DELAY + 1);
        post(make(1, 7, 0).posted);
        passSeconds(1);
        proves(checker, evidence, 2, abi.encode(false, uint64(6)));
    }

    function test_refusesAPromiseCoveredInTheLastSecond() external {
        InclusionPromise memory promise_ = promised(6);
        bytes memory evidence = evidenceOf(promise_);
        passSeconds(DELAY);
        post(make(1, 7, 0).posted);
        passSeconds(1);
        refuses(checker, evidence, kept(promise_.includeBy, 7, 6));
    }

    function test_refusesBeforeTheDeadlineIsPast() external {
        InclusionPromise memory promise_ = promised(6);
        bytes memory evidence = evidenceOf(promise_);
        passSeconds(DELAY);
        bytes4 reason = LatenessChecker.DeadlineNotPast.selector;
        refuses(checker, evidence, abi.encodeWithSelector(reason, promise_.includeBy, promise_.includeBy));
    }

    function test_holdsASequencerToTheEarlierOfItsTwoDeadlines() external {
        InclusionPromise memory promise_ = promised(6);
        promise_.includeBy += 1_000_000;
        bytes memory evidence = evidenceOf(promise_);
        passSeconds(DELAY + 1);
        proves(checker, evidence, 2, abi.encode(false, uint64(6)));
    }

    function test_refusesAnotherPolicy() external {
        InclusionPromise memory promise_ = promised(6);
        promise_.policyHash = keccak256("another policy");
        bytes memory evidence = evidenceOf(promise_);
        passSeconds(DELAY + 1);
        bytes4 reason = SequencerFaultChecker.PolicyHashMismatch.selector;
        refuses(checker, evidence, abi.encodeWithSelector(reason, promise_.policyHash, policy().hash()));
    }

    function test_refusesAStrangersPromise() external {
        LatenessEvidence memory late;
        late.promised.promised = promised(6);
        late.promised.signature = signature(STRANGER, digestOf(late.promised.promised.hash()));
        late.policy = policy();
        passSeconds(DELAY + 1);
        bytes4 reason = SequencerFaultChecker.SignerUnknown.selector;
        refuses(checker, abi.encode(late), abi.encodeWithSelector(reason, vm.addr(STRANGER)));
    }

    /// @dev Kept, taken back by a rollback, kept again within the delay: nothing was late.
    function test_countsFromARollbackThatTookTheArrivalBack() external {
        post(make(1, 3, 0).posted);
        IRollup.ParentBatch memory anchor = head;
        bytes memory evidence = evidenceOf(promised(6));
        passSeconds(1);
        post(make(2, 4, 0).posted);
        passSeconds(DELAY - 2);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        uint64 executedAt = uint64(block.timestamp);
        passSeconds(DELAY);
        post(make(3, 4, 0).posted);
        passSeconds(1);
        refuses(checker, evidence, kept(executedAt + DELAY, 7, 6));
    }

    function test_provesAPromiseNotTakenUpAfterARollback() external {
        post(make(1, 3, 0).posted);
        IRollup.ParentBatch memory anchor = head;
        bytes memory evidence = evidenceOf(promised(6));
        post(make(2, 4, 0).posted);
        grantRollback();
        passSeconds(1);
        rollBackTo(anchor, keccak256("fault"));
        passSeconds(DELAY + 1);
        proves(checker, evidence, 2, abi.encode(false, uint64(6)));
    }

    /// @dev A rollback that the arrival survived gives no time.
    function test_doesNotCountFromARollbackBehindTheArrival() external {
        bytes memory evidence = evidenceOf(promised(6));
        passSeconds(DELAY + 1);
        post(make(1, 7, 0).posted);
        IRollup.ParentBatch memory anchor = head;
        passSeconds(1);
        post(make(2, 1, 0).posted);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        passSeconds(1);
        proves(checker, evidence, 2, abi.encode(false, uint64(6)));
    }

    function test_provesAForcedEntryThatNoBatchTook() external {
        force(1);
        passSeconds(FORCED_DELAY + DELAY + 1);
        proves(checker, evidenceOf(0), 2, abi.encode(true, uint64(0)));
    }

    function test_refusesAForcedEntryTakenInTime() external {
        force(1);
        uint64 deadline = uint64(block.timestamp) + FORCED_DELAY + DELAY;
        advance(FORCED_DELAY_BLOCKS + 1);
        post(build(head, newestOrigin(), 0, 1));
        passSeconds(FORCED_DELAY + DELAY + 1);
        refuses(checker, evidenceOf(0), kept(deadline, 1, 0));
    }

    function test_countsFromARollbackThatTookTheEntryBack() external {
        post(build(head, newestOrigin(), 1, 0));
        IRollup.ParentBatch memory anchor = head;
        force(1);
        advance(FORCED_DELAY_BLOCKS + 1);
        post(build(head, newestOrigin(), 0, 1));
        passSeconds(FORCED_DELAY + DELAY - 6 * L1_BLOCK_SECONDS - 1);
        grantRollback();
        rollBackTo(anchor, keccak256("fault"));
        uint64 executedAt = uint64(block.timestamp);
        passSeconds(DELAY);
        post(build(head, newestOrigin(), 0, 1));
        passSeconds(1);
        refuses(checker, evidenceOf(0), kept(executedAt + DELAY, 1, 0));
    }

    function test_refusesAnEntryThatIsNotThere() external {
        neverProves(checker, evidenceOf(3));
    }
}
