// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {CandorTypes, Policy} from "../../src/libraries/CandorTypes.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

contract ParameterRegistryTest is RollupFixture {
    function schedule(bytes32 key, uint256 value, uint64 height) private {
        vm.prank(admin);
        parameters.scheduleValues(one(key, value), height);
    }

    function one(bytes32 key, uint256 value)
        private
        pure
        returns (IParameterRegistry.ParameterChange[] memory changes)
    {
        changes = new IParameterRegistry.ParameterChange[](1);
        changes[0] = IParameterRegistry.ParameterChange(key, value);
    }

    function test_aValueTakesEffectAtItsHeight() external {
        uint64 height = uint64(block.number) + 10;
        vm.expectEmit(address(parameters));
        emit IParameterRegistry.ParameterScheduled("policy.maxCount", 77, height, 2);
        schedule("policy.maxCount", 77, height);
        vm.assertEq(parameters.valueAt("policy.maxCount", height - 1), 5000, "before");
        vm.assertEq(parameters.valueAt("policy.maxCount", height), 77, "at");
        vm.assertEq(parameters.valueAt("policy.maxCount", type(uint64).max), 77, "ever after");
        vm.assertEq(parameters.lastActivationHeight(), height, "last");
        vm.assertEq(parameters.revisionAt(height - 1), 1, "old revision");
        vm.assertEq(parameters.revisionAt(height), 2, "new revision");
        vm.assertEq(rollup.policyAt(height).maxCount, 77, "policy");
        vm.assertEq(rollup.policyAt(height - 1).maxCount, 5000, "old policy");
    }

    function test_severalCallsForOneHeightAddUp() external {
        uint64 height = uint64(block.number) + 10;
        schedule("policy.maxCount", 77, height);
        schedule("policy.ordering", 2, height);
        schedule("policy.maxCount", 78, height);
        Policy memory policy = rollup.policyAt(height);
        vm.assertEq(policy.maxCount, 78, "count");
        vm.assertEq(policy.ordering, 2, "ordering");
        vm.assertEq(rollup.policyHashAt(height), CandorTypes.hash(policy), "hash");
        vm.assertEq(rollup.policyHashAt(height - 1), CandorTypes.hash(rollup.policyAt(height - 1)), "hash before");
    }

    function test_refusesThePastAndHeightsOutOfOrder() external {
        uint64 now_ = uint64(block.number);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IParameterRegistry.ActivationTooEarly.selector, now_ + 1, now_));
        parameters.scheduleValues(one("policy.maxCount", 1), now_);
        parameters.scheduleValues(one("policy.maxCount", 1), now_ + 10);
        vm.expectRevert(abi.encodeWithSelector(IParameterRegistry.ActivationTooEarly.selector, now_ + 10, now_ + 9));
        parameters.scheduleValues(one("policy.maxBytes", 65_536), now_ + 9);
        vm.stopPrank();
    }

    function test_refusesWhatIsOutOfBoundsOrUnknown() external {
        uint64 soon = uint64(block.number) + 1;
        vm.startPrank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(
                IParameterRegistry.ParameterOutOfBounds.selector, bytes32("policy.forcedCap"), 1, 4, 5
            )
        );
        parameters.scheduleValues(one("policy.forcedCap", 5), soon);
        vm.expectRevert(
            abi.encodeWithSelector(
                IParameterRegistry.ParameterOutOfBounds.selector, bytes32("policy.forcedCap"), 1, 4, 0
            )
        );
        parameters.scheduleValues(one("policy.forcedCap", 0), soon);
        vm.expectRevert(abi.encodeWithSelector(IParameterRegistry.ParameterUnknown.selector, bytes32("nothing")));
        parameters.scheduleValues(one("nothing", 0), soon);
        vm.expectRevert(abi.encodeWithSelector(IParameterRegistry.ChangeCountOutOfRange.selector, 0, 64));
        parameters.scheduleValues(new IParameterRegistry.ParameterChange[](0), soon);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IParameterRegistry.ParameterUnknown.selector, bytes32("nothing")));
        parameters.valueAt("nothing", soon);
    }

    function test_boundsAreForEver() external {
        IParameterRegistry.ParameterDefinition[] memory again = new IParameterRegistry.ParameterDefinition[](1);
        again[0] = IParameterRegistry.ParameterDefinition("policy.forcedCap", 0, 100, 100);
        vm.startPrank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(IParameterRegistry.ParameterAlreadyDefined.selector, bytes32("policy.forcedCap"))
        );
        parameters.defineParameters(again);
        again[0] = IParameterRegistry.ParameterDefinition("new", 2, 1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IParameterRegistry.ParameterBoundsInvalid.selector, bytes32("new"), 2, 1)
        );
        parameters.defineParameters(again);
        again[0] = IParameterRegistry.ParameterDefinition("new", 1, 2, 2);
        parameters.defineParameters(again);
        vm.stopPrank();
        vm.assertEq(parameters.valueAt("new", uint64(block.number)), 2, "defined");
        vm.assertEq(parameters.revisionAt(uint64(block.number)), 1, "no new policy");
    }

    function test_onlyTheAdminSchedules() external {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, operator));
        parameters.scheduleValues(one("policy.maxCount", 1), uint64(block.number) + 1);
    }

    /// @dev Whatever is scheduled later, the answer for a height that is not in the future stays.
    function testFuzz_historyNeverChanges(uint8[6] calldata waits, uint16[6] calldata values, uint8 asked) external {
        advance(uint64(asked) + 1);
        uint64 height = uint64(block.number);
        bytes32 policyHash = rollup.policyHashAt(height);
        for (uint256 i = 0; i < waits.length; ++i) {
            uint64 at = parameters.lastActivationHeight();
            if (at <= block.number) at = uint64(block.number) + 1;
            schedule(
                i % 2 == 0 ? bytes32("policy.maxCount") : bytes32("policy.inclusionDelaySeconds"),
                bound(values[i], 10, 80_000),
                at + waits[i]
            );
            vm.assertEq(rollup.policyHashAt(height), policyHash, "history");
            vm.assertEq(rollup.policyHashAt(at + waits[i]), CandorTypes.hash(rollup.policyAt(at + waits[i])), "cached");
            advance(uint64(waits[i]) / 2 + 1);
        }
    }
}
