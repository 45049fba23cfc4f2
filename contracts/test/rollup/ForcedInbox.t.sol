// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IForcedInbox} from "../../src/rollup/IForcedInbox.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {RollupFixture} from "./RollupFixture.sol";

contract ForcedInboxTest is RollupFixture {
    uint256 private constant FEE_PER_GAS = 1 gwei;

    function test_queuesAnEntryAndKeepsIt() external {
        bytes memory rawTx = hex"02c0";
        vm.expectEmit(address(inbox));
        emit IForcedInbox.ForcedQueued(0, 50_000, rawTx);
        vm.prank(user);
        uint64 index = inbox.force{value: 50_000 * FEE_PER_GAS}(rawTx, 50_000);
        vm.assertEq(index, 0, "index");
        IForcedInbox.ForcedEntry memory entry = inbox.entry(0);
        vm.assertEq(entry.txHash, keccak256(rawTx), "hash");
        vm.assertEq(entry.gasLimit, 50_000, "gas");
        vm.assertEq(entry.queuedBlock, block.number, "block");
        vm.assertEq(entry.queuedAt, block.timestamp, "time");
        vm.assertEq(inbox.entryCount(), 1, "count");
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.EntryUnknown.selector, 1, 1));
        inbox.entry(1);
    }

    function test_burnsTheFeeAndPaysTheRestBackOnDemand() external {
        uint256 fee = 21_000 * FEE_PER_GAS;
        uint256 burnedBefore = address(0).balance;
        vm.prank(user);
        inbox.force{value: fee + 5 wei}("raw", 21_000);
        vm.assertEq(address(0).balance - burnedBefore, fee, "burned");
        vm.assertEq(address(inbox).balance, 5 wei, "kept for the sender");
        vm.assertEq(inbox.refundOf(user), 5 wei, "refund");
        uint256 before = user.balance;
        vm.prank(user);
        inbox.withdraw();
        vm.assertEq(user.balance - before, 5 wei, "paid");
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.NothingToWithdraw.selector, user));
        inbox.withdraw();
    }

    function test_refusesWhatIsOutOfBounds() external {
        vm.startPrank(user);
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.RawTxLengthOutOfRange.selector, 0, 32_768));
        inbox.force{value: 1 ether}("", 21_000);
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.RawTxLengthOutOfRange.selector, 32_769, 32_768));
        inbox.force{value: 1 ether}(new bytes(32_769), 21_000);
        vm.expectRevert(
            abi.encodeWithSelector(IForcedInbox.ForcedGasOutOfRange.selector, 21_000, L2_GAS_LIMIT / 8, 20_999)
        );
        inbox.force{value: 1 ether}("raw", 20_999);
        vm.expectRevert(
            abi.encodeWithSelector(
                IForcedInbox.ForcedGasOutOfRange.selector, 21_000, L2_GAS_LIMIT / 8, L2_GAS_LIMIT / 8 + 1
            )
        );
        inbox.force{value: 1 ether}("raw", L2_GAS_LIMIT / 8 + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IForcedInbox.FeeTooLow.selector, 21_000 * FEE_PER_GAS, 21_000 * FEE_PER_GAS - 1)
        );
        inbox.force{value: 21_000 * FEE_PER_GAS - 1}("raw", 21_000);
        inbox.force{value: 1 ether}(new bytes(32_768), L2_GAS_LIMIT / 8);
        vm.stopPrank();
    }

    function test_theFeeDoublesWithTheDepthAndFallsWhenEntriesAreTaken() external {
        for (uint256 i = 0; i < 33; ++i) {
            vm.assertEq(inbox.feeFor(21_000), (21_000 * FEE_PER_GAS) << (i / 16), vm.toString(i));
            force(i);
        }
        advance(1);
        post(build(head, newestOrigin(), 1, 4));
        vm.assertEq(inbox.depth(), 29, "taken");
        vm.assertEq(inbox.feeFor(21_000), (21_000 * FEE_PER_GAS) << 1, "cheaper");
    }

    function test_theQueueIsBounded() external {
        vm.deal(user, type(uint128).max);
        for (uint256 i = 0; i < 1024; ++i) {
            force(i);
        }
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.QueueFull.selector, 1024, 1024));
        inbox.force{value: 1 ether}("raw", 21_000);
        advance(1);
        post(build(head, newestOrigin(), 1, 1));
        force(1024);
        vm.assertEq(inbox.entryCount(), 1025, "room again");
    }

    function test_countsByL1Height() external {
        uint64 first = uint64(block.number);
        force(1);
        force(2);
        advance(2);
        force(3);
        advance(10);
        vm.assertEq(inbox.queued(first - 1), 0, "before");
        vm.assertEq(inbox.queued(first), 2, "at the end of the block");
        vm.assertEq(inbox.queued(first + 1), 2, "between");
        vm.assertEq(inbox.queued(first + 2), 3, "third");
        vm.assertEq(inbox.due(first + FORCED_DELAY_BLOCKS - 1), 0, "not yet due");
        vm.assertEq(inbox.due(first + FORCED_DELAY_BLOCKS), 2, "due");
        vm.assertEq(inbox.due(first + FORCED_DELAY_BLOCKS + 2), 3, "all due");
        vm.assertEq(inbox.due(1), 0, "long ago");
        uint64 now_ = uint64(block.number);
        vm.expectRevert(abi.encodeWithSelector(IForcedInbox.HeightNotPast.selector, now_, now_));
        inbox.queued(now_);
    }

    function test_aDueEntryCannotBeLeftOut() external {
        force(1);
        advance(FORCED_DELAY_BLOCKS);
        post(build(head, newestOrigin(), 1, 0));
        vm.assertEq(rollup.latestNumber(), 1, "not yet due at this origin");
        advance(1);
        refuse(
            build(head, newestOrigin(), 1, 0), abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 1, 1, 0)
        );
        post(build(head, newestOrigin(), 1, 1));
        vm.assertEq(rollup.forcedThrough(), 1, "taken");
    }

    function test_anEntryMayBeTakenBeforeItIsDueButNotBeforeItIsQueuedAtTheOrigin() external {
        force(1);
        advance(1);
        force(2);
        advance(1);
        refuse(
            build(head, newestOrigin() - 1, 1, 2),
            abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 0, 1, 2)
        );
        post(build(head, newestOrigin(), 1, 2));
        vm.assertEq(rollup.forcedThrough(), 2, "both");
    }

    function test_aBatchTakesFourOfManyDueEntries() external {
        for (uint256 i = 0; i < 10; ++i) {
            force(i);
        }
        advance(FORCED_DELAY_BLOCKS + 1);
        refuse(
            build(head, newestOrigin(), 1, 3), abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 4, 4, 3)
        );
        refuse(
            build(head, newestOrigin(), 1, 5), abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 4, 4, 5)
        );
        postMany(3);
        vm.assertEq(rollup.forcedThrough(), 10, "all in three batches");
    }

    function test_forcedThroughNeverFallsWithinALineage() external {
        force(1);
        advance(1);
        post(build(head, newestOrigin(), 1, 1));
        advance(1);
        refuse(
            build(head, newestOrigin(), 1, 0), abi.encodeWithSelector(IRollup.ForcedThroughOutOfRange.selector, 1, 1, 0)
        );
    }

    function test_fourLargestEntriesAreHalfABlock() external view {
        vm.assertLe(4 * uint256(inbox.maxGasPerEntry()), L2_GAS_LIMIT / 2, "half a block");
        (, uint256 highestCap) = parameters.boundsOf("policy.forcedCap");
        vm.assertLe(highestCap, rollup.MAX_FORCED_CAP(), "the cap cannot be raised");
    }
}
