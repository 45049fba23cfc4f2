// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {RollupFixture} from "./RollupFixture.sol";

/// @notice A header that could be posted when it was signed can be posted later.
contract PostabilityTest is RollupFixture {
    uint256 private constant NEW_ORDER_KEY = uint256(keccak256("new order key"));

    function signBacklog(uint256 count) private view returns (IRollup.PostedBatch[] memory batches) {
        batches = new IRollup.PostedBatch[](count);
        IRollup.ParentBatch memory parent = head;
        for (uint256 i = 0; i < count; ++i) {
            batches[i] = build(parent, newestOrigin(), 5, parent.header.forcedThrough);
            parent = opened(batches[i]);
        }
    }

    function changePolicy() private {
        IParameterRegistry.ParameterChange[] memory changes = new IParameterRegistry.ParameterChange[](3);
        changes[0] = IParameterRegistry.ParameterChange("policy.beaconKinds", 4);
        changes[1] = IParameterRegistry.ParameterChange("policy.forcedCap", 1);
        changes[2] = IParameterRegistry.ParameterChange("sequencer.minBondWei", 1000 ether);
        vm.prank(admin);
        parameters.scheduleValues(changes, uint64(block.number) + 1);
    }

    function rotateKey() private {
        vm.prank(operator);
        sequencerRegistry.rotateOrderKey(vm.addr(NEW_ORDER_KEY), uint64(block.number) + 1);
    }

    function takeBond() private {
        grant(3, slasher);
        vm.prank(slasher);
        vault.queueSlash(sequencerId, keccak256("fault"), 10 ether, address(0), 0);
    }

    function test_aBacklogIsPostedAfterAnOutage() external {
        IRollup.PostedBatch[] memory batches = signBacklog(5);
        advance(200);
        post(batches);
        vm.assertEq(rollup.latestNumber(), 5, "posted");
    }

    function test_entriesThatBecameDueDoNotConcernAnOlderHeader() external {
        IRollup.PostedBatch[] memory batches = signBacklog(2);
        for (uint256 i = 0; i < 6; ++i) {
            force(i);
        }
        advance(FORCED_DELAY_BLOCKS + 10);
        post(batches);
        vm.assertEq(rollup.forcedThrough(), 0, "none taken");
        post(next());
        vm.assertEq(rollup.forcedThrough(), 4, "taken at the next origin");
    }

    function test_aRotationDoesNotConcernAnOlderHeader() external {
        IRollup.PostedBatch[] memory batches = signBacklog(2);
        rotateKey();
        advance(5);
        post(batches);
        IRollup.PostedBatch memory late = next();
        refuse(
            late,
            abi.encodeWithSelector(IRollup.HeaderSignerMismatch.selector, vm.addr(NEW_ORDER_KEY), vm.addr(ORDER_KEY))
        );
        orderKey = NEW_ORDER_KEY;
        post(next());
        vm.assertEq(rollup.latestNumber(), 3, "signed with the new key");
    }

    function test_aChangeOfPolicyDoesNotConcernAnOlderHeader() external {
        IRollup.PostedBatch[] memory batches = signBacklog(2);
        changePolicy();
        advance(5);
        post(batches);
        vm.assertEq(rollup.latestNumber(), 2, "posted");
    }

    function test_aLostBondDoesNotConcernAnOlderHeader() external {
        IRollup.PostedBatch[] memory batches = signBacklog(2);
        takeBond();
        advance(5);
        post(batches);
        vm.assertEq(rollup.latestNumber(), 2, "posted");
    }

    /// @dev Anything may happen between signing and posting, in any number of blocks, in one transaction or in several.
    function testFuzz_whatHappensAfterSigningDoesNotMatter(uint256 happenings, uint8 count, uint16 wait, bool together)
        external
    {
        if (happenings & 1 == 1) force(0);
        advance(1 + uint64(happenings >> 8) % 10);
        bool entryDue = inbox.due(newestOrigin()) > 0;
        if (entryDue) post(build(head, newestOrigin(), 1, 1));
        IRollup.PostedBatch[] memory batches = signBacklog(bound(count, 1, 8));
        if (happenings & 2 == 2) rotateKey();
        if (happenings & 4 == 4) changePolicy();
        if (happenings & 8 == 8) takeBond();
        for (uint256 i = 1; i < (happenings >> 16) % 6; ++i) {
            force(i);
        }
        advance(uint64(bound(wait, 0, 240)));
        if (together) {
            post(batches);
        } else {
            for (uint256 i = 0; i < batches.length; ++i) {
                post(batches[i]);
                advance(1);
            }
        }
        vm.assertEq(rollup.latestNumber(), batches[batches.length - 1].header.number, "all posted");
    }
}
