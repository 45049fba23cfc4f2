// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ISequencerRegistry} from "../../src/rollup/ISequencerRegistry.sol";
import {RollupFixture} from "./RollupFixture.sol";

contract SequencerRegistryTest is RollupFixture {
    address private key = vm.addr(ORDER_KEY);

    function test_answersByHeightFromTheDeploymentOn() external {
        vm.assertEq(sequencerRegistry.sequencerIdAt(DEPLOYMENT_BLOCK), sequencerId, "id");
        vm.assertEq(sequencerRegistry.orderKeyAt(DEPLOYMENT_BLOCK), key, "key");
        vm.assertEq(sequencerRegistry.beaconKeyAt(DEPLOYMENT_BLOCK), beaconKey("first"), "beacon key");
        vm.assertEq(sequencerRegistry.sequencerIdAt(DEPLOYMENT_BLOCK - 1), bytes32(0), "nobody before");
        vm.assertEq(sequencerRegistry.orderKeyAt(DEPLOYMENT_BLOCK - 1), address(0), "no key before");
        vm.assertEq(sequencerRegistry.beaconKeyAt(DEPLOYMENT_BLOCK - 1), "", "no beacon key before");
        vm.assertEq(sequencerRegistry.sequencerIdOf(operator), sequencerId, "from the operator");
        vm.assertEq(sequencerRegistry.sequencerOfOrderKey(key), sequencerId, "from the key");
        vm.assertEq(sequencerRegistry.sequencer(sequencerId).operator, operator, "operator");
        (bytes32 id, address orderKey_, uint256 required, uint256 held) = sequencerRegistry.signerAt(DEPLOYMENT_BLOCK);
        vm.assertEq(id, sequencerId, "id");
        vm.assertEq(orderKey_, key, "key");
        vm.assertEq(required, MIN_BOND, "required");
        vm.assertEq(held, 10 ether, "held");
        uint64 now_ = uint64(block.number);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.HeightNotPast.selector, now_, now_));
        sequencerRegistry.signerAt(now_);
    }

    function test_aRotationTakesEffectAtItsHeight() external {
        uint64 effective = uint64(block.number) + 5;
        vm.startPrank(operator);
        vm.expectEmit(address(sequencerRegistry));
        emit ISequencerRegistry.OrderKeyRotated(sequencerId, address(0x22), effective);
        sequencerRegistry.rotateOrderKey(address(0x22), effective);
        sequencerRegistry.rotateBeaconKey(beaconKey("second"), effective + 1);
        vm.stopPrank();
        vm.assertEq(sequencerRegistry.orderKeyAt(effective - 1), key, "old");
        vm.assertEq(sequencerRegistry.orderKeyAt(effective), address(0x22), "new");
        vm.assertEq(sequencerRegistry.beaconKeyAt(effective), beaconKey("first"), "old beacon key");
        vm.assertEq(sequencerRegistry.beaconKeyAt(effective + 1), beaconKey("second"), "new beacon key");
        vm.assertEq(sequencerRegistry.sequencer(sequencerId).orderKey, address(0x22), "newest");
        vm.assertEq(sequencerRegistry.sequencerOfOrderKey(key), sequencerId, "the old key stays his");
    }

    function test_refusesARotationThatIsNotInTheFutureOrOutOfOrder() external {
        uint64 now_ = uint64(block.number);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.EffectiveHeightTooEarly.selector, now_ + 1, now_));
        sequencerRegistry.rotateOrderKey(address(0x22), now_);
        sequencerRegistry.rotateOrderKey(address(0x22), now_ + 10);
        vm.expectRevert(
            abi.encodeWithSelector(ISequencerRegistry.EffectiveHeightTooEarly.selector, now_ + 10, now_ + 9)
        );
        sequencerRegistry.rotateOrderKey(address(0x23), now_ + 9);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.EffectiveHeightTooEarly.selector, now_ + 1, now_));
        sequencerRegistry.rotateBeaconKey(beaconKey("second"), now_);
        vm.stopPrank();
    }

    function test_refusesKeysThatAreNone() external {
        uint64 soon = uint64(block.number) + 1;
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.OrderKeyInvalid.selector, address(0)));
        sequencerRegistry.rotateOrderKey(address(0), soon);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.BeaconKeyLength.selector, 192, 191));
        sequencerRegistry.rotateBeaconKey(new bytes(191), soon);
        vm.stopPrank();
    }

    function test_onlyTheOperatorRotates() external {
        address[3] memory callers = [admin, user, key];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.CallerNotOperator.selector, operator, callers[i]));
            sequencerRegistry.rotateOrderKey(address(0x22), uint64(block.number) + 1);
            vm.stopPrank();
        }
    }

    function test_aKeyNeverPassesToAnotherSequencer() external {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.OrderKeyTaken.selector, key, sequencerId));
        sequencerRegistry.register(user, key, beaconKey("user"));
        bytes32 second = sequencerRegistry.register(user, address(0x33), beaconKey("user"));
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.SequencerAlreadyRegistered.selector, second));
        sequencerRegistry.register(user, address(0x34), beaconKey("user"));
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.SeatTaken.selector, sequencerId));
        sequencerRegistry.seat(second);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.SequencerUnknown.selector, bytes32("x")));
        sequencerRegistry.seat("x");
        vm.stopPrank();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ISequencerRegistry.OrderKeyTaken.selector, address(0x33), second));
        sequencerRegistry.rotateOrderKey(address(0x33), uint64(block.number) + 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, operator));
        sequencerRegistry.register(user, address(0x35), beaconKey("user"));
    }

    function test_theSeatedSequencersMinimumIsLocked() external view {
        vm.assertEq(vault.lockedBy(sequencerId, address(sequencerRegistry)), MIN_BOND, "locked");
    }
}
