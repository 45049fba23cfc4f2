// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

/// @notice Calls back while it is paid.
contract Greedy {
    IBondVault private immutable vault;

    constructor(IBondVault vault_) {
        vault = vault_;
    }

    function take() external {
        vault.withdraw();
    }

    receive() external payable {
        vault.withdraw();
    }
}

contract BondVaultTest is RollupFixture {
    address private prover = address(0x99);
    address private redress = address(0x9E);
    bytes32 private constant FAULT = keccak256("fault");

    function setUp() public override {
        super.setUp();
        grant(Roles.BOND_SLASHER, slasher);
    }

    function accountOf(address owner) private pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }

    function deposit(bytes32 account, uint256 amount) private {
        vm.prank(user);
        vault.deposit{value: amount}(account);
    }

    function queue(uint256 amount, uint256 reward) private {
        vm.prank(slasher);
        vault.queueSlash(sequencerId, FAULT, amount, prover, reward);
    }

    function assertConserved() private view {
        vm.assertEq(
            vault.totalDeposited(),
            vault.totalLocked() + vault.totalPayable() + vault.totalPaid() + vault.totalBurned(),
            "conserved"
        );
        vm.assertEq(address(vault).balance, vault.totalLocked() + vault.totalPayable(), "backed");
    }

    function test_anAddressHasItsOwnBond() external {
        deposit(accountOf(user), 3 ether);
        IBondVault.Bond memory bond = vault.bondOf(accountOf(user));
        vm.assertEq(bond.owner, user, "owner");
        vm.assertEq(bond.bonded, 3 ether, "bonded");
        assertConserved();
    }

    function test_refusesDepositsOfNothingOrForNobody() external {
        vm.startPrank(user);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AmountZero.selector));
        vault.deposit{value: 0}(accountOf(user));
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AccountUnknown.selector, keccak256("nobody")));
        vault.deposit{value: 1}(keccak256("nobody"));
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AccountUnknown.selector, bytes32(0)));
        vault.deposit{value: 1}(bytes32(0));
        vm.stopPrank();
    }

    function test_remembersWhatWasBondedAtAHeight() external {
        uint64 before = uint64(block.number) - 1;
        deposit(sequencerId, 5 ether);
        advance(2);
        vm.assertEq(vault.bondedAt(sequencerId, before), 10 ether, "before");
        vm.assertEq(vault.bondedAt(sequencerId, before + 1), 15 ether, "after");
        uint64 now_ = uint64(block.number);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.HeightNotPast.selector, now_, now_));
        vault.bondedAt(sequencerId, now_);
    }

    function test_aWithdrawalWaitsAndIsPulled() external {
        vm.startPrank(operator);
        vm.expectEmit(address(vault));
        emit IBondVault.WithdrawalRequested(sequencerId, 4 ether, uint64(block.timestamp) + 600);
        vault.requestWithdrawal(sequencerId, 4 ether);
        vm.stopPrank();
        uint64 releaseAt = uint64(block.timestamp) + 600;
        vm.assertEq(vault.bondOf(sequencerId).bonded, 6 ether, "counts no more");
        vm.warp(releaseAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.WithdrawalNotReleased.selector, releaseAt, releaseAt - 1));
        vault.releaseWithdrawal(sequencerId);
        vm.warp(releaseAt);
        vault.releaseWithdrawal(sequencerId);
        vm.assertEq(vault.payableTo(operator), 4 ether, "payable");
        assertConserved();
        vm.prank(operator);
        vault.withdraw();
        vm.assertEq(operator.balance, 4 ether, "paid");
        assertConserved();
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NothingLeaving.selector, sequencerId));
        vault.releaseWithdrawal(sequencerId);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NothingPayable.selector, operator));
        vault.withdraw();
    }

    function test_askingAgainStartsTheDelayAnew() external {
        vm.startPrank(operator);
        vault.requestWithdrawal(sequencerId, 1 ether);
        vm.warp(block.timestamp + 500);
        vault.requestWithdrawal(sequencerId, 2 ether);
        vm.stopPrank();
        vm.assertEq(vault.bondOf(sequencerId).leaving, 3 ether, "together");
        vm.assertEq(vault.bondOf(sequencerId).releaseAt, block.timestamp + 600, "anew");
    }

    function test_theLockedMinimumStays() external {
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BondInsufficient.selector, sequencerId, 9 ether, 9 ether + 1));
        vault.requestWithdrawal(sequencerId, 9 ether + 1);
        vault.requestWithdrawal(sequencerId, 9 ether);
        vm.stopPrank();
        vm.assertEq(vault.bondOf(sequencerId).bonded, MIN_BOND, "the minimum");
    }

    function test_onlyTheOwnerAsksBack() external {
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.CallerNotOwner.selector, operator, user));
        vault.requestWithdrawal(sequencerId, 1);
    }

    function test_locksAddUpAndEachLockerTakesOnlyItsOwnBack() external {
        address other = address(0x10C);
        grant(Roles.BOND_LOCKER, other);
        vm.startPrank(other);
        vault.lock(sequencerId, 4 ether);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BondInsufficient.selector, sequencerId, 5 ether, 5 ether + 1));
        vault.lock(sequencerId, 5 ether + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IBondVault.LockInsufficient.selector, sequencerId, other, 4 ether, 5 ether)
        );
        vault.unlock(sequencerId, 5 ether);
        vault.unlock(sequencerId, 3 ether);
        vm.stopPrank();
        vm.assertEq(vault.bondOf(sequencerId).locked, 2 ether, "one of each");
    }

    function test_aSlashIsQueuedThenBurnedAndShared() external {
        vm.prank(admin);
        vault.setRedressPool(redress);
        queue(4 ether, 0.2 ether);
        vm.assertEq(vault.bondOf(sequencerId).bonded, 6 ether, "set aside at once");
        vm.assertEq(vault.bondOf(sequencerId).reserved, 4 ether, "reserved");
        uint64 executableAt = uint64(block.timestamp) + 30;
        vm.expectRevert(
            abi.encodeWithSelector(IBondVault.SlashNotExecutable.selector, executableAt, uint64(block.timestamp))
        );
        vault.executeSlash(FAULT);
        vm.warp(executableAt);
        uint256 burnedBefore = address(0).balance;
        vm.expectEmit(address(vault));
        emit IBondVault.BondSlashed(FAULT, sequencerId, 2 ether, 0.2 ether, 1.8 ether);
        vault.executeSlash(FAULT);
        vm.assertEq(address(0).balance - burnedBefore, 2 ether, "half is burned");
        vm.assertEq(vault.payableTo(prover), 0.2 ether, "prover");
        vm.assertEq(vault.payableTo(redress), 1.8 ether, "redress");
        assertConserved();
    }

    function test_withoutARedressPoolItsShareIsBurned() external {
        vm.prank(admin);
        vault.setRedressPool(address(0));
        queue(4 ether, 0.2 ether);
        advance(10);
        vault.executeSlash(FAULT);
        vm.assertEq(vault.totalBurned(), 3.8 ether, "burned");
        assertConserved();
    }

    function test_aFaultIsPunishedOnce() external {
        queue(1 ether, 0);
        vm.startPrank(slasher);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.FaultAlreadyPunished.selector, FAULT));
        vault.queueSlash(sequencerId, FAULT, 1 ether, prover, 0);
        vault.cancelSlash(FAULT);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.FaultAlreadyPunished.selector, FAULT));
        vault.queueSlash(sequencerId, FAULT, 1 ether, prover, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBondVault.SlashNotQueued.selector, FAULT, IBondVault.SlashStatus.CANCELLED)
        );
        vault.cancelSlash(FAULT);
        vm.stopPrank();
        vm.assertEq(vault.bondOf(sequencerId).bonded, 10 ether, "given back");
        assertConserved();
    }

    function test_aSlashReachesWhatIsLeavingButNotMoreThanThereIs() external {
        vm.prank(operator);
        vault.requestWithdrawal(sequencerId, 9 ether);
        queue(100 ether, 0);
        IBondVault.Bond memory bond = vault.bondOf(sequencerId);
        vm.assertEq(bond.bonded + bond.leaving, 0, "everything");
        vm.assertEq(bond.reserved, 10 ether, "reserved");
        vm.warp(block.timestamp + 600);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NothingLeaving.selector, sequencerId));
        vault.releaseWithdrawal(sequencerId);
        vm.prank(slasher);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BondInsufficient.selector, sequencerId, 0, 1));
        vault.queueSlash(sequencerId, keccak256("another"), 1, prover, 0);
        vault.executeSlash(FAULT);
        assertConserved();
    }

    function test_theProversRewardIsBounded() external {
        uint256 highest = 4 ether * 5 / 100 + vault.PROVER_GAS_ALLOWANCE_WEI();
        vm.startPrank(slasher);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ProverRewardTooHigh.selector, highest, highest + 1));
        vault.queueSlash(sequencerId, FAULT, 4 ether, prover, highest + 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ProverRewardTooHigh.selector, 5, 6));
        vault.queueSlash(sequencerId, FAULT, 10, prover, 6);
        vault.queueSlash(sequencerId, FAULT, 4 ether, prover, highest);
        vm.stopPrank();
    }

    function test_payingOutCannotBeReentered() external {
        Greedy greedy = new Greedy(vault);
        deposit(accountOf(address(greedy)), 1 ether);
        vm.prank(address(greedy));
        vault.requestWithdrawal(accountOf(address(greedy)), 1 ether);
        vm.warp(block.timestamp + 600);
        vault.releaseWithdrawal(accountOf(address(greedy)));
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TransferFailed.selector, address(greedy), 1 ether));
        greedy.take();
        vm.assertEq(vault.payableTo(address(greedy)), 1 ether, "still owed");
        assertConserved();
    }

    function test_nobodyElseOpensLocksOrSlashes() external {
        address[3] memory callers = [admin, operator, user];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(reason);
            vault.open(keccak256("x"), user);
            vm.expectRevert(reason);
            vault.lock(sequencerId, 1);
            vm.expectRevert(reason);
            vault.unlock(sequencerId, 1);
            vm.expectRevert(reason);
            vault.queueSlash(sequencerId, FAULT, 1, prover, 0);
            vm.expectRevert(reason);
            vault.cancelSlash(FAULT);
            vm.stopPrank();
        }
    }

    function test_anAccountIsOpenedOnce() external {
        address registrar = address(0x4E6);
        grant(Roles.BOND_REGISTRAR, registrar);
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AccountAlreadyOpen.selector, sequencerId));
        vault.open(sequencerId, user);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AccountAlreadyOpen.selector, accountOf(user)));
        vault.open(accountOf(user), registrar);
        vm.stopPrank();
    }
}
