// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IRedressPool} from "../../src/dispute/IRedressPool.sol";
import {CandorTypes, InclusionPromise} from "../../src/libraries/CandorTypes.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What holders of broken promises get.
contract RedressPoolTest is CourtFixture {
    using CandorTypes for *;

    uint256 private constant COMPENSATION = 0.001 ether;
    address private holder = address(0x401DE4);

    /// @dev 901 seconds from a multiple of the interval: a claim's interval is the proof's, so begin it in a known place.
    function setUp() public override {
        super.setUp();
        passTo(1_800_001_200);
    }

    function promiseOf(uint64 seq) private view returns (InclusionPromise memory) {
        return InclusionPromise({
            rollupId: ROLLUP_ID,
            seq: seq,
            txHash: keccak256(abi.encode("tx", seq)),
            sender: holder,
            nonce: seq,
            receivedAtMillis: 1_800_000_000_000,
            includeBy: 1_800_000_120,
            policyHash: keccak256("policy")
        });
    }

    function signed(InclusionPromise memory promise_, uint256 key) private view returns (bytes memory) {
        return signature(key, rollup.domainSeparator().digest(promise_.hash()));
    }

    function broken(uint64 seq) private returns (bytes32) {
        return prove(fault(BROKEN_PROMISE, sequencerId, abi.encode(false, seq)));
    }

    function claim(uint64 seq) private {
        InclusionPromise memory promise_ = promiseOf(seq);
        pool.claim(BROKEN_PROMISE, promise_, signed(promise_, ORDER_KEY));
    }

    function refuseClaim(uint64 seq, uint256 key, bytes memory reason) private {
        InclusionPromise memory promise_ = promiseOf(seq);
        bytes memory by = signed(promise_, key);
        vm.expectRevert(reason);
        pool.claim(BROKEN_PROMISE, promise_, by);
    }

    function pay(bytes32 faultId) private {
        bytes32[] memory faultIds = new bytes32[](1);
        faultIds[0] = faultId;
        pool.pay(faultIds);
    }

    function refusePay(bytes32 faultId, bytes memory reason) private {
        bytes32[] memory faultIds = new bytes32[](1);
        faultIds[0] = faultId;
        vm.expectRevert(reason);
        pool.pay(faultIds);
    }

    function settleAfter(uint64 time) private returns (uint64 interval) {
        uint64 until;
        (interval, until) = pool.intervalOf(time);
        passTo(until + 1);
        pool.settle(interval);
    }

    function test_theHolderOfABrokenPromiseIsCompensated() external {
        bytes32 faultId = broken(1);
        uint64 provenAt = uint64(block.timestamp);
        claim(1);
        IRedressPool.Claim memory filed = pool.claimOf(faultId);
        vm.assertEq(filed.holder, holder, "the sender, whoever filed");
        vm.assertEq(filed.amountWei, COMPENSATION, "amount");
        passTo(block.timestamp + 30);
        vault.executeSlash(faultId);
        uint64 interval = settleAfter(provenAt);
        vm.assertEq(pool.intervalState(interval).payableWei, COMPENSATION, "settled");
        pay(faultId);
        vm.assertEq(holder.balance, COMPENSATION, "paid");
        refusePay(faultId, abi.encodeWithSelector(IRedressPool.ClaimAlreadyPaid.selector, faultId));
        vm.assertEq(address(pool).balance, pool.freeWei(), "nothing reserved");
    }

    function test_whenMoneyIsShortEveryClaimGetsItsPart() external {
        bytes32 first = broken(1);
        bytes32 second = broken(2);
        uint64 provenAt = uint64(block.timestamp);
        claim(1);
        claim(2);
        passTo(block.timestamp + 30);
        vault.executeSlash(first);
        // The second's penalty is not executed in time.
        uint64 interval = settleAfter(provenAt);
        uint256 there = vault.redressOf(first);
        vm.assertEq(pool.intervalState(interval).claimedWei, 2 * COMPENSATION, "claimed");
        vm.assertEq(pool.intervalState(interval).payableWei, there, "what was there");
        pay(second);
        pay(first);
        vm.assertEq(holder.balance, there / 2 * 2, "halves");
        vm.assertEq(pool.intervalState(interval).paidWei, there / 2 * 2, "paid");
    }

    function test_anIntervalsClaimsAreCapped() external {
        bytes32 first = broken(1);
        bytes32 second = broken(2);
        uint64 provenAt = uint64(block.timestamp);
        claim(1);
        claim(2);
        passTo(block.timestamp + 30);
        vault.executeSlash(first);
        vault.executeSlash(second);
        setParameter("penalty.creditCapWei", COMPENSATION);
        uint64 interval = settleAfter(provenAt);
        vm.assertEq(pool.intervalState(interval).payableWei, COMPENSATION, "capped");
        pay(first);
        vm.assertEq(holder.balance, COMPENSATION / 2, "half");
    }

    function test_onlyAProvenBrokenPromiseOfTheSequencerIsClaimedAndOnce() external {
        broken(1);
        bytes32 unproven = fault(BROKEN_PROMISE, sequencerId, abi.encode(false, uint64(2))).faultId;
        refuseClaim(2, ORDER_KEY, abi.encodeWithSelector(IRedressPool.FaultNotProven.selector, unproven));
        address stranger = vm.addr(LOG_KEY);
        refuseClaim(
            1, LOG_KEY, abi.encodeWithSelector(IRedressPool.PromiseSignerMismatch.selector, bytes32(0), stranger)
        );
        InclusionPromise memory foreign = promiseOf(1);
        foreign.rollupId = ROLLUP_ID + 1;
        bytes memory by = signed(foreign, ORDER_KEY);
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.PromiseOfAnotherRollup.selector, ROLLUP_ID, ROLLUP_ID + 1));
        pool.claim(BROKEN_PROMISE, foreign, by);
        claim(1);
        bytes32 faultId = fault(BROKEN_PROMISE, sequencerId, abi.encode(false, uint64(1))).faultId;
        refuseClaim(1, ORDER_KEY, abi.encodeWithSelector(IRedressPool.ClaimAlreadyFiled.selector, faultId));
    }

    /// @dev Whoever lost its bond cannot get it back by promises to itself.
    function test_aFaultThatCostNothingGivesNothing() external {
        prove(fault(EQUIVOCATION, sequencerId, "all of the bond"));
        bytes32 faultId = broken(1);
        refuseClaim(1, ORDER_KEY, abi.encodeWithSelector(IRedressPool.ClaimUnfunded.selector, faultId));
        passTo(block.timestamp + 30);
        vault.executeSlash(fault(EQUIVOCATION, sequencerId, "all of the bond").faultId);
        refuseClaim(1, ORDER_KEY, abi.encodeWithSelector(IRedressPool.ClaimUnfunded.selector, faultId));
    }

    function test_claimsAreFiledSettledAndPaidInTheirTime() external {
        bytes32 faultId = broken(1);
        bytes32 late = broken(2);
        (uint64 interval, uint64 until) = pool.intervalOf(uint64(block.timestamp));
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.IntervalEmpty.selector, interval));
        pool.settle(interval);
        refusePay(faultId, abi.encodeWithSelector(IRedressPool.ClaimUnknown.selector, faultId));
        claim(1);
        refusePay(faultId, abi.encodeWithSelector(IRedressPool.IntervalNotSettled.selector, interval));
        passTo(until);
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.ClaimsOpen.selector, until, until));
        pool.settle(interval);
        passTo(until + 1);
        refuseClaim(2, ORDER_KEY, abi.encodeWithSelector(IRedressPool.ClaimsClosed.selector, until, until + 1));
        pool.settle(interval);
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.IntervalAlreadySettled.selector, interval));
        pool.settle(interval);
        vm.assertEq(pool.claimOf(late).holder, address(0), "too late");
    }

    function test_whoWasWronglySlashedGetsItBackOnceByGovernance() external {
        bytes32 faultId = prove(fault(EQUIVOCATION, sequencerId, "a wrong rule"));
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.SlashNotExecuted.selector, faultId));
        pool.redressWrongSlash(faultId, 1 ether);
        passTo(block.timestamp + 30);
        vault.executeSlash(faultId);
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.AmountOutOfRange.selector, 4.5 ether, 4.5 ether + 1));
        pool.redressWrongSlash(faultId, 4.5 ether + 1);
        pool.redressWrongSlash(faultId, 4.5 ether);
        vm.assertEq(operator.balance, 4.5 ether, "what redress had of it");
        vm.expectRevert(abi.encodeWithSelector(IRedressPool.WrongSlashAlreadyRedressed.selector, faultId));
        pool.redressWrongSlash(faultId, 1);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, user));
        vm.prank(user);
        pool.redressWrongSlash(faultId, 1);
    }

    function test_aHolderThatTakesNothingBlocksItsOwnClaimOnly() external {
        holder = address(vault);
        bytes32 faultId = broken(1);
        uint64 provenAt = uint64(block.timestamp);
        claim(1);
        holder = address(0x401DE5);
        bytes32 other = broken(2);
        claim(2);
        passTo(block.timestamp + 30);
        vault.executeSlash(faultId);
        vault.executeSlash(other);
        settleAfter(provenAt);
        refusePay(faultId, abi.encodeWithSelector(IRedressPool.TransferFailed.selector, address(vault), COMPENSATION));
        pay(other);
        vm.assertEq(holder.balance, COMPENSATION, "the other's");
    }

    function test_theVaultPaysThePoolOnly() external {
        bytes32 faultId = prove(fault(EQUIVOCATION, sequencerId, "x"));
        passTo(block.timestamp + 30);
        vault.executeSlash(faultId);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NothingPayable.selector, user));
        vm.prank(user);
        vault.withdraw();
    }
}
