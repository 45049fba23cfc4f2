// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Roles} from "../../src/deployment/Roles.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {Test} from "../foundry/Test.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

/// @notice Everything that can happen to bonds, in any order, by several owners.
contract BondActions is RollupFixture {
    uint256 private constant OWNERS = 4;

    address private locker = address(0x10C4E4);
    bytes32[] public faults;
    uint256 public deposited;
    uint256 public received;
    uint256 private height;
    uint256 private time;

    constructor() payable {
        vm.deal(address(this), 1_000_000 ether);
        setUp();
        vm.deal(address(this), 1_000_000 ether);
        grant(Roles.BOND_SLASHER, slasher);
        grant(Roles.BOND_LOCKER, locker);
        deposited = vault.totalDeposited();
        height = block.number;
        time = block.timestamp;
    }

    modifier onL1() {
        vm.roll(height);
        vm.warp(time);
        _;
        height = block.number;
        time = block.timestamp;
    }

    /// @dev The log's bond, which nothing here touches.
    function restingBond() external view returns (uint256) {
        return vault.bondOf(deployment.logOriginHash()).bonded;
    }

    /// @dev Where redress goes at first; it never takes any here.
    function firstPool() external view returns (address) {
        return address(deployment.redressPool());
    }

    function vaultAddress() external view returns (IBondVault) {
        return vault;
    }

    function owner(uint256 which) public view returns (address) {
        uint256 pick = which % (OWNERS + 1);
        return pick == OWNERS ? operator : address(uint160(0xB0D000 + pick));
    }

    function accountOf(address owner_) public view returns (bytes32) {
        return owner_ == operator ? sequencerId : bytes32(uint256(uint160(owner_)));
    }

    function accountAt(uint256 which) external view returns (bytes32) {
        return accountOf(owner(which));
    }

    function mine(uint16 blocks) external onL1 {
        advance(1 + blocks % 100);
    }

    function deposit(uint256 which, uint96 amount) external onL1 {
        amount = uint96(bound(amount, 1, 10 ether));
        vault.deposit{value: amount}(accountOf(owner(which)));
        deposited += amount;
    }

    function lock(uint256 which, uint96 amount) external onL1 {
        IBondVault.Bond memory bond = vault.bondOf(accountOf(owner(which)));
        if (bond.bonded <= bond.locked) return;
        vm.prank(locker);
        vault.lock(accountOf(owner(which)), bound(amount, 0, bond.bonded - bond.locked));
    }

    function unlock(uint256 which, uint96 amount) external onL1 {
        bytes32 account = accountOf(owner(which));
        uint256 held = vault.lockedBy(account, locker);
        vm.prank(locker);
        vault.unlock(account, bound(amount, 0, held));
    }

    function requestWithdrawal(uint256 which, uint96 amount) external onL1 {
        address owner_ = owner(which);
        IBondVault.Bond memory bond = vault.bondOf(accountOf(owner_));
        if (bond.bonded <= bond.locked) return;
        vm.prank(owner_);
        vault.requestWithdrawal(accountOf(owner_), bound(amount, 1, bond.bonded - bond.locked));
    }

    function releaseWithdrawal(uint256 which) external onL1 {
        bytes32 account = accountOf(owner(which));
        IBondVault.Bond memory bond = vault.bondOf(account);
        if (bond.leaving == 0) return;
        if (block.timestamp < bond.releaseAt) vm.warp(bond.releaseAt);
        vault.releaseWithdrawal(account);
    }

    function queueSlash(uint256 which, uint96 amount, uint256 reward, uint256 prover) external onL1 {
        bytes32 account = accountOf(owner(which));
        IBondVault.Bond memory bond = vault.bondOf(account);
        uint256 reachable = bond.bonded + bond.leaving;
        if (reachable == 0) return;
        amount = uint96(bound(amount, 1, 20 ether));
        uint256 taken = amount < reachable ? amount : reachable;
        uint256 highest = taken / 20;
        faults.push(keccak256(abi.encode(faults.length)));
        vm.prank(slasher);
        vault.queueSlash(account, faults[faults.length - 1], amount, owner(prover), bound(reward, 0, highest));
    }

    function endSlash(uint256 which, bool cancel) external onL1 {
        if (faults.length == 0) return;
        bytes32 faultId = faults[which % faults.length];
        IBondVault.Slash memory slash = vault.slashOf(faultId);
        if (slash.status != IBondVault.SlashStatus.QUEUED) return;
        if (cancel) {
            vm.prank(slasher);
            vault.cancelSlash(faultId);
            return;
        }
        if (block.timestamp < slash.executableAt) vm.warp(slash.executableAt);
        vault.executeSlash(faultId);
    }

    function setRedressPool(uint256 which) external onL1 {
        vm.prank(admin);
        vault.setRedressPool(which % 3 == 0 ? address(0) : owner(which));
    }

    function withdraw(uint256 which) external onL1 {
        address owner_ = owner(which);
        if (vault.payableTo(owner_) == 0) return;
        vm.prank(owner_);
        received += vault.withdraw();
    }
}

contract BondVaultInvariantsTest is Test {
    BondActions private actions;
    IBondVault private vault;

    function setUp() external {
        actions = new BondActions();
        vault = actions.vaultAddress();
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = BondActions.mine.selector;
        selectors[1] = BondActions.deposit.selector;
        selectors[2] = BondActions.lock.selector;
        selectors[3] = BondActions.unlock.selector;
        selectors[4] = BondActions.requestWithdrawal.selector;
        selectors[5] = BondActions.releaseWithdrawal.selector;
        selectors[6] = BondActions.queueSlash.selector;
        selectors[7] = BondActions.endSlash.selector;
        selectors[8] = BondActions.setRedressPool.selector;
        selectors[9] = BondActions.withdraw.selector;
        targetActions(address(actions), selectors);
    }

    function invariant_moneyIsConserved() external view {
        vm.assertEq(vault.totalDeposited(), actions.deposited(), "deposited");
        vm.assertEq(vault.totalPaid(), actions.received(), "paid");
        vm.assertEq(
            vault.totalDeposited(),
            vault.totalLocked() + vault.totalPayable() + vault.totalPaid() + vault.totalBurned(),
            "conserved"
        );
        vm.assertEq(address(vault).balance, vault.totalLocked() + vault.totalPayable(), "backed");
    }

    function invariant_theTotalsAreTheSumsOfTheAccounts() external view {
        uint256 locked = actions.restingBond();
        uint256 payable_ = vault.payableTo(actions.firstPool());
        for (uint256 i = 0; i < 5; ++i) {
            IBondVault.Bond memory bond = vault.bondOf(actions.accountAt(i));
            locked += bond.bonded + bond.leaving + bond.reserved;
            payable_ += vault.payableTo(actions.owner(i));
        }
        vm.assertEq(vault.totalLocked(), locked, "locked");
        vm.assertEq(vault.totalPayable(), payable_, "payable");
    }
}
