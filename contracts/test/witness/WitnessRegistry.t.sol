// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {CourtFixture} from "../dispute/CourtFixture.sol";

/// @notice Seats by time, with caps on what they share.
contract WitnessRegistryTest is CourtFixture {
    uint64[] private nobody;

    function change(uint64[] memory leaving, IWitnessRegistry.SeatConfig[] memory arriving) private {
        vm.prank(admin);
        seats.changeSeats(leaving, arriving);
    }

    function arrive(IWitnessRegistry.SeatConfig memory config) private {
        change(nobody, list(config));
    }

    function refuse(IWitnessRegistry.SeatConfig memory config, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(admin);
        seats.changeSeats(nobody, list(config));
    }

    function list(IWitnessRegistry.SeatConfig memory config)
        private
        pure
        returns (IWitnessRegistry.SeatConfig[] memory configs)
    {
        configs = new IWitnessRegistry.SeatConfig[](1);
        configs[0] = config;
    }

    function leave(uint64 seatId) private {
        uint64[] memory leaving = new uint64[](1);
        leaving[0] = seatId;
        change(leaving, new IWitnessRegistry.SeatConfig[](0));
    }

    function fund(uint256 i) private {
        vault.deposit{value: 1 ether}(account(witnessOwner(i)));
    }

    function seatOf(uint256 key, uint64 time) private view returns (uint64 seatId) {
        (seatId,) = seats.seatAt(vm.addr(key), time);
    }

    function test_aSeatHasItsKeysTagsAndLockedBond() external view {
        IWitnessRegistry.Seat memory seat = seats.seat(3);
        vm.assertEq(seat.config.owner, witnessOwner(2), "owner");
        vm.assertEq(seat.config.signingKey, vm.addr(witnessKey(2)), "key");
        vm.assertEq(seat.config.beaconKey, beaconKey("share"), "share");
        vm.assertEq(seat.lockedBond, SEAT_BOND, "bond");
        vm.assertEq(vault.lockedBy(account(witnessOwner(2)), address(seats)), SEAT_BOND, "locked");
        vm.assertEq(seats.seatIds().length, SEATS, "held");
        vm.assertEq(seats.seatOfKey(vm.addr(witnessKey(2))), 3, "by key");
        vm.assertEq(seats.ownerOfKey(vm.addr(witnessKey(2))), witnessOwner(2), "who answers");
        vm.assertEq(seats.ownerOfKey(user), address(0), "nobody");
        vm.assertEq(seats.seatCountOf(witnessOwner(2)), 1, "one seat");
        (uint64 seatId, bytes32 tag) = seats.seatAt(vm.addr(witnessKey(2)), uint64(block.timestamp) - 1);
        vm.assertEq(seatId, 3, "seat");
        vm.assertEq(tag, keccak256(abi.encode("operator", 2)), "operator");
    }

    function test_whatWasTrueAtATimeStaysTrue() external {
        uint64 before = uint64(block.timestamp) - 1;
        leave(1);
        uint64 left = uint64(block.timestamp);
        passTo(left + 1);
        fund(8);
        arrive(seatConfig(8));
        uint64 arrived = uint64(block.timestamp);
        passTo(arrived + 1);
        vm.assertEq(seats.seatCountAt(before), 5, "before");
        vm.assertEq(seats.seatCountAt(left), 4, "from its block on");
        vm.assertEq(seats.seatCountAt(arrived), 5, "after");
        vm.assertEq(seatOf(witnessKey(0), before), 1, "it had a seat");
        vm.assertEq(seatOf(witnessKey(0), left), 0, "and left");
        vm.assertEq(seatOf(witnessKey(8), left), 0, "not yet");
        vm.assertEq(seatOf(witnessKey(8), arrived), 6, "a new number");
        vm.assertEq(seats.seatCountAt(GENESIS_TIMESTAMP), 0, "before all");
    }

    function test_onlyPastTimesAreAnswered() external {
        uint64 current = uint64(block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.TimeNotPast.selector, current, current));
        seats.seatCountAt(current);
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.TimeNotPast.selector, current + 1, current));
        seats.seatAt(user, current + 1);
    }

    function test_aRotatedKeySpeaksFromItsBlockOn() external {
        uint64 before = uint64(block.timestamp);
        passTo(before + 1);
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, vm.addr(witnessKey(20)), keccak256("log"), beaconKey("new"));
        uint64 rotated = uint64(block.timestamp);
        passTo(rotated + 1);
        vm.assertEq(seatOf(witnessKey(0), before), 1, "the old key before");
        vm.assertEq(seatOf(witnessKey(20), before), 0, "not the new one");
        vm.assertEq(seatOf(witnessKey(0), rotated), 0, "the old key no more");
        vm.assertEq(seatOf(witnessKey(20), rotated), 1, "the new one");
        vm.assertEq(seats.seatOfKey(vm.addr(witnessKey(0))), 1, "still its act");
        vm.assertEq(seats.seat(1).config.logKey, keccak256("log"), "log key");
    }

    function test_onlyTheOwnerRotatesAHeldSeatToAFreeKey() external {
        bytes memory share = beaconKey("new");
        address key = vm.addr(witnessKey(20));
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.CallerNotSeatOwner.selector, witnessOwner(0), user));
        vm.prank(user);
        seats.rotateKeys(1, key, bytes32(0), share);
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.BeaconKeyLength.selector, 192, 191));
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, key, bytes32(0), new bytes(191));
        address taken = vm.addr(witnessKey(1));
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.SeatKeyTaken.selector, taken, uint64(2)));
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, taken, bytes32(0), share);
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.SeatKeyInvalid.selector, address(0)));
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, address(0), bytes32(0), share);
        leave(1);
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.SeatNotHeld.selector, uint64(1)));
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, key, bytes32(0), share);
    }

    function test_aSeatThatEndsFreesItsBondWhichStillWaitsOutTheHorizon() external {
        leave(1);
        bytes32 bond = account(witnessOwner(0));
        vm.assertEq(vault.bondOf(bond).locked, 0, "free");
        vm.assertEq(seats.seatCountOf(witnessOwner(0)), 0, "no seat");
        vm.prank(witnessOwner(0));
        vault.requestWithdrawal(bond, SEAT_BOND);
        uint64 releaseAt = uint64(block.timestamp) + 600;
        passTo(releaseAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.WithdrawalNotReleased.selector, releaseAt, releaseAt - 1));
        vault.releaseWithdrawal(bond);
        prove(fault(WITNESS_CONTRADICTION, bond, "late"));
        vm.assertEq(vault.bondOf(bond).reserved, 0.05 ether, "slashed while it leaves");
    }

    function test_aSeatThatEndedIsNotEndedAgain() external {
        leave(1);
        uint64[] memory leaving = new uint64[](1);
        leaving[0] = 1;
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.SeatNotHeld.selector, uint64(1)));
        vm.prank(admin);
        seats.changeSeats(leaving, new IWitnessRegistry.SeatConfig[](0));
    }

    function test_aSeatNeedsItsBondKeysAndTags() external {
        refuse(
            seatConfig(8),
            abi.encodeWithSelector(IBondVault.BondInsufficient.selector, account(witnessOwner(8)), 0, SEAT_BOND)
        );
        fund(8);
        IWitnessRegistry.SeatConfig memory config = seatConfig(8);
        config.beaconKey = new bytes(0);
        refuse(config, abi.encodeWithSelector(IWitnessRegistry.BeaconKeyLength.selector, 192, 0));
        config = seatConfig(8);
        config.client = bytes32(0);
        refuse(config, abi.encodeWithSelector(IWitnessRegistry.TagMissing.selector));
        config = seatConfig(8);
        config.signingKey = vm.addr(witnessKey(0));
        refuse(config, abi.encodeWithSelector(IWitnessRegistry.SeatKeyTaken.selector, config.signingKey, uint64(1)));
    }

    function test_operatorsAndClientsAreCapped() external {
        fund(8);
        IWitnessRegistry.SeatConfig memory config = seatConfig(8);
        config.operator = keccak256(abi.encode("operator", 0));
        // Two of six are 33 %, below 34 %.
        arrive(config);
        fund(9);
        config = seatConfig(9);
        config.operator = keccak256(abi.encode("operator", 0));
        refuse(config, abi.encodeWithSelector(IWitnessRegistry.TagCapExceeded.selector, config.operator, 2, 3));
        fund(10);
        config = seatConfig(10);
        // With these two, six of eight seats would run one kind of client.
        IWitnessRegistry.SeatConfig[] memory two = new IWitnessRegistry.SeatConfig[](2);
        two[0] = config;
        fund(12);
        two[1] = seatConfig(12);
        vm.expectRevert(
            abi.encodeWithSelector(IWitnessRegistry.TagCapExceeded.selector, keccak256(abi.encode("client", 0)), 5, 6)
        );
        vm.prank(admin);
        seats.changeSeats(nobody, two);
    }

    function test_thereAreAtMostSixtyFourSeats() external {
        IWitnessRegistry.SeatConfig[] memory many = new IWitnessRegistry.SeatConfig[](60);
        for (uint256 i = 0; i < 60; ++i) {
            fund(100 + i);
            many[i] = seatConfig(100 + i);
        }
        vm.expectRevert(abi.encodeWithSelector(IWitnessRegistry.SeatCountOutOfRange.selector, 65, 64));
        vm.prank(admin);
        seats.changeSeats(nobody, many);
    }

    function test_onlyTheAdminGivesSeats() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, user));
        vm.prank(user);
        seats.changeSeats(nobody, new IWitnessRegistry.SeatConfig[](0));
    }
}
