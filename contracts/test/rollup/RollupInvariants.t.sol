// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {Test} from "../foundry/Test.sol";
import {RollupFixture} from "./RollupFixture.sol";

/// @notice Everything that can happen to a rollup, in any order. No action may revert: a signed batch that could be posted can
/// be posted whatever happened since. Keeps its own account of what must be true.
contract RollupActions is RollupFixture {
    uint256 private constant MAX_LINEAGE = 400;

    error Accepted(uint256 kind);

    IRollup.ParentBatch[] public lineage;
    IRollup.PostedBatch[] private backlog;
    uint64[] public queuedBlocks;
    mapping(uint64 number => bytes32) public finalCommitments;
    uint64 public highestFloor;
    uint64 public rollbacks;
    uint256 public posted;
    uint256 private rotations;
    uint256 private nextKey;
    uint64 private nextKeyFrom;
    uint256 private height;
    uint256 private time;

    constructor() {
        setUp();
        grantRollback();
        height = block.number;
        time = block.timestamp;
    }

    modifier onL1() {
        vm.roll(height);
        vm.warp(time);
        if (nextKeyFrom != 0 && newestOrigin() >= nextKeyFrom) {
            orderKey = nextKey;
            nextKeyFrom = 0;
        }
        _;
        height = block.number;
        time = block.timestamp;
    }

    function lineageRollup() external view returns (address) {
        return address(rollup);
    }

    function lineageLength() external view returns (uint256) {
        return lineage.length;
    }

    function lineageAt(uint256 i) external view returns (IRollup.ParentBatch memory, bytes32) {
        return (lineage[i], keccak256(abi.encode(commitmentOf(lineage[i]))));
    }

    function backlogLength() external view returns (uint256) {
        return backlog.length;
    }

    function mine(uint8 blocks) external onL1 {
        advance(1 + blocks % 12);
    }

    function queueForced(uint8 count) external onL1 {
        for (uint256 i = 0; i < 1 + count % 3; ++i) {
            if (inbox.depth() >= 64) return;
            force(queuedBlocks.length);
            queuedBlocks.push(uint64(block.number));
        }
    }

    /// @dev Signs after what is signed but not posted; nothing is posted.
    function signNext(uint16 seqCount, uint8 extraForced, uint8 originLag) external onL1 {
        if (backlog.length >= 16 || lineage.length >= MAX_LINEAGE) return;
        IRollup.ParentBatch memory parent = head;
        if (backlog.length > 0) parent.header = backlog[backlog.length - 1].header;
        uint64 origin = newestOrigin();
        uint64 lowest = parent.header.number == 0 ? DEPLOYMENT_BLOCK : parent.header.l1OriginNumber;
        uint64 lag = originLag % 4;
        if (origin >= lowest + lag && sequencerRegistry.orderKeyAt(origin - lag) == vm.addr(orderKey)) origin -= lag;
        (uint64 least, uint64 most) = forcedBounds(parent.header.forcedThrough, origin);
        uint64 forcedThrough = least + uint64(bound(extraForced, 0, most - least));
        backlog.push(build(parent, origin, seqCount, forcedThrough));
    }

    /// @dev From this contract's own record of the queue, not from the inbox.
    function forcedBounds(uint64 parent, uint64 origin) private view returns (uint64 least, uint64 most) {
        uint64 cap = rollup.policyAt(origin).forcedCap;
        (uint64 due, uint64 queued) = countQueue(origin);
        most = queued < parent + cap ? queued : parent + cap;
        least = due < parent + cap ? due : parent + cap;
        if (least < parent) least = parent;
    }

    function countQueue(uint64 origin) public view returns (uint64 due, uint64 queued) {
        for (uint256 i = 0; i < queuedBlocks.length; ++i) {
            if (queuedBlocks[i] <= origin) ++queued;
            if (queuedBlocks[i] + FORCED_DELAY_BLOCKS <= origin) ++due;
        }
    }

    /// @dev Posts the first `count` of what was signed, in one transaction.
    function postBacklog(uint8 count) external onL1 {
        if (backlog.length == 0) return;
        uint256 size = bound(count, 1, backlog.length);
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](size);
        for (uint256 i = 0; i < size; ++i) {
            batches[i] = backlog[i];
        }
        uint64 latest = batches[size - 1].header.sealedAtMillis;
        if (latest > (block.timestamp + 60) * 1000) vm.warp(latest / 1000 - 59);
        post(batches);
        posted += size;
        for (uint256 i = 0; i < size; ++i) {
            lineage.push(opened(batches[i]));
        }
        for (uint256 i = size; i < backlog.length; ++i) {
            backlog[i - size] = backlog[i];
        }
        for (uint256 i = 0; i < size; ++i) {
            backlog.pop();
        }
    }

    /// @dev Well signed and wrong in one thing: must never be taken.
    function postTampered(uint8 kind, uint8 by) external onL1 {
        uint64 origin = newestOrigin();
        (uint64 least, uint64 most) = forcedBounds(head.header.forcedThrough, origin);
        IRollup.PostedBatch memory batch = build(head, origin, 3, least);
        uint64 step = 1 + by % 3;
        if (kind % 8 == 0) batch.header.number += step;
        else if (kind % 8 == 1) batch.header.firstSeq += step;
        else if (kind % 8 == 2) batch.header.generation += step;
        else if (kind % 8 == 3) batch.header.parentHash = bytes32(uint256(step));
        else if (kind % 8 == 4) batch.header.forcedThrough = most + step;
        else if (kind % 8 == 5 && least >= step) batch.header.forcedThrough = least - step;
        else if (kind % 8 != 7) batch.header.l1OriginNumber = origin + step;
        sign(batch);
        if (kind % 8 == 7) batch.dataHashes = twice(batch.dataHashes[0]);
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](1);
        batches[0] = batch;
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        try rollup.postBatches(parent, batches) {
            revert Accepted(kind % 8);
        } catch {}
    }

    function twice(bytes32 dataHash) private pure returns (bytes32[] memory dataHashes) {
        dataHashes = new bytes32[](2);
        (dataHashes[0], dataHashes[1]) = (dataHash, dataHash);
    }

    function rollBackTooFar(uint8 by) external onL1 {
        uint64 floor = rollup.finalFloor();
        if (floor == 0) return;
        uint256 anchor = bound(by, 0, floor - 1);
        IRollup.ParentBatch memory genesis;
        IRollup.ParentBatch memory opening = anchor == 0 ? genesis : lineage[anchor - 1];
        vm.prank(rollbackController);
        try rollup.rollbackTo(opening, keccak256("too far")) {
            revert Accepted(by);
        } catch {}
    }

    function finalizeTooEarly(uint8 count) external onL1 {
        uint64 floor = rollup.finalFloor();
        uint256 size = bound(count, 1, 8);
        if (lineage.length < floor + size) return;
        IRollup.BatchCommitment[] memory openings = new IRollup.BatchCommitment[](size);
        bool tooEarly;
        for (uint256 i = 0; i < size; ++i) {
            openings[i] = commitmentOf(lineage[floor + i]);
            if (block.timestamp <= openings[i].postedAt + openings[i].challengeWindow) tooEarly = true;
        }
        if (!tooEarly) return;
        try rollup.finalize(floor + 1, openings) {
            revert Accepted(count);
        } catch {}
    }

    function rotateKey(uint8 ahead) external onL1 {
        if (nextKeyFrom != 0) return;
        nextKey = uint256(keccak256(abi.encode("rotated", rotations++)));
        nextKeyFrom = uint64(block.number) + 1 + ahead % 8;
        vm.prank(operator);
        sequencerRegistry.rotateOrderKey(vm.addr(nextKey), nextKeyFrom);
    }

    function changeParameters(uint8 cap, uint16 window, uint8 ahead) external onL1 {
        uint64 at = uint64(block.number) + 1 + ahead % 8;
        if (parameters.lastActivationHeight() > at) at = parameters.lastActivationHeight();
        IParameterRegistry.ParameterChange[] memory changes = new IParameterRegistry.ParameterChange[](2);
        changes[0] = IParameterRegistry.ParameterChange("policy.forcedCap", bound(cap, 1, 4));
        changes[1] = IParameterRegistry.ParameterChange("rollup.challengeWindowSeconds", bound(window, 10, 300));
        vm.prank(admin);
        parameters.scheduleValues(changes, at);
    }

    function finalizeSome(uint8 count) external onL1 {
        uint64 floor = rollup.finalFloor();
        uint256 size = bound(count, 1, 8);
        if (lineage.length < floor + size) return;
        IRollup.BatchCommitment[] memory openings = new IRollup.BatchCommitment[](size);
        for (uint256 i = 0; i < size; ++i) {
            openings[i] = commitmentOf(lineage[floor + i]);
            uint256 endsAt = openings[i].postedAt + openings[i].challengeWindow;
            if (block.timestamp <= endsAt) vm.warp(endsAt + 1);
        }
        rollup.finalize(floor + 1, openings);
        for (uint256 i = 0; i < size; ++i) {
            finalCommitments[floor + 1 + uint64(i)] = keccak256(abi.encode(openings[i]));
        }
        if (rollup.finalFloor() > highestFloor) highestFloor = rollup.finalFloor();
    }

    function rollBack(uint8 depth) external onL1 {
        uint256 notFinal = lineage.length - rollup.finalFloor();
        if (notFinal == 0 || depth > 40) return;
        uint256 back = bound(depth, 1, notFinal);
        for (uint256 i = 0; i < back; ++i) {
            lineage.pop();
        }
        IRollup.ParentBatch memory genesis;
        rollBackTo(lineage.length == 0 ? genesis : lineage[lineage.length - 1], keccak256(abi.encode(rollbacks)));
        ++rollbacks;
        delete backlog;
    }
}

contract RollupInvariantsTest is Test {
    RollupActions private actions;
    IRollup private rollup;

    function setUp() external {
        actions = new RollupActions();
        rollup = IRollup(actions.lineageRollup());
        bytes4[] memory selectors = new bytes4[](13);
        selectors[0] = RollupActions.mine.selector;
        selectors[1] = RollupActions.queueForced.selector;
        selectors[2] = RollupActions.signNext.selector;
        selectors[3] = RollupActions.signNext.selector;
        selectors[4] = RollupActions.signNext.selector;
        selectors[5] = RollupActions.postBacklog.selector;
        selectors[6] = RollupActions.rotateKey.selector;
        selectors[7] = RollupActions.changeParameters.selector;
        selectors[8] = RollupActions.finalizeSome.selector;
        selectors[9] = RollupActions.rollBack.selector;
        selectors[10] = RollupActions.postTampered.selector;
        selectors[11] = RollupActions.rollBackTooFar.selector;
        selectors[12] = RollupActions.finalizeTooEarly.selector;
        targetActions(address(actions), selectors);
    }

    function invariant_numbersAndSeqsAreContiguousAndTheirCommitmentsStored() external view {
        uint256 length = actions.lineageLength();
        vm.assertEq(rollup.latestNumber(), length, "latest");
        uint64 nextSeq;
        uint64 origin;
        for (uint256 i = 0; i < length; ++i) {
            (IRollup.ParentBatch memory batch, bytes32 commitment) = actions.lineageAt(i);
            vm.assertEq(batch.header.number, i + 1, "number");
            vm.assertEq(batch.header.firstSeq, nextSeq, "seq");
            vm.assertGe(batch.header.l1OriginNumber, origin, "origin");
            vm.assertEq(rollup.commitmentOf(uint64(i + 1)), commitment, "commitment");
            nextSeq += batch.header.seqCount;
            origin = batch.header.l1OriginNumber;
        }
        vm.assertEq(rollup.coveredCount(), nextSeq, "covered");
        vm.assertEq(rollup.commitmentOf(uint64(length + 1)), bytes32(0), "nothing above");
    }

    function invariant_theFinalFloorNeverFallsAndWhatIsFinalNeverChanges() external view {
        uint64 floor = rollup.finalFloor();
        vm.assertEq(floor, actions.highestFloor(), "floor");
        vm.assertLe(floor, rollup.latestNumber(), "final is posted");
        for (uint64 number = 1; number <= floor; ++number) {
            vm.assertEq(rollup.commitmentOf(number), actions.finalCommitments(number), "final commitment");
        }
    }

    function invariant_everyEntryDueAtTheOriginIsTakenUpToTheCap() external view {
        uint256 length = actions.lineageLength();
        uint64 before;
        for (uint256 i = 0; i < length; ++i) {
            (IRollup.ParentBatch memory batch,) = actions.lineageAt(i);
            uint64 forcedThrough = batch.header.forcedThrough;
            uint64 cap = rollup.policyAt(batch.header.l1OriginNumber).forcedCap;
            (uint64 due, uint64 queued) = actions.countQueue(batch.header.l1OriginNumber);
            vm.assertGe(forcedThrough, before, "never falls");
            vm.assertLe(forcedThrough, queued, "queued at the origin");
            vm.assertLe(forcedThrough - before, cap, "cap");
            vm.assertTrue(forcedThrough >= due || forcedThrough - before == cap, "due ones are in");
            before = forcedThrough;
        }
        vm.assertEq(rollup.forcedThrough(), before, "trace");
    }

    function invariant_everyRollbackBeginsAGeneration() external view {
        vm.assertEq(rollup.generation(), actions.rollbacks(), "generation");
    }
}
