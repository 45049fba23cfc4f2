// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Versions of the rules.
contract RuleBookTest is CourtFixture {
    function one(IRuleBook.Rule memory rule) private pure returns (IRuleBook.Rule[] memory list) {
        list = new IRuleBook.Rule[](1);
        list[0] = rule;
    }

    function change(IRuleBook.Rule memory rule) private returns (uint64) {
        vm.prank(admin);
        return book.changeRules(one(rule));
    }

    function refuse(IRuleBook.Rule memory rule) private {
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleInvalid.selector, rule.kind));
        vm.prank(admin);
        book.changeRules(one(rule));
    }

    function test_theFirstVersionIsTheDeployments() external {
        vm.assertEq(book.latestVersion(), 1, "version");
        vm.assertEq(book.hashOf(1), keccak256(abi.encode(bytes32(0), deployed())), "hash");
        IRuleBook.Rule memory rule = book.ruleOf(WRONG_ORDER, 1);
        vm.assertTrue(rule.penalty == IRuleBook.Penalty.SAFETY, "penalty");
        vm.assertTrue(rule.remedy == IRuleBook.Remedy.ROLLBACK, "remedy");
        vm.assertEq(rule.window, ORDER_WINDOW, "window");
    }

    /// @dev The deployment's rules with the deployment's checker.
    function deployed() private returns (IRuleBook.Rule[] memory list) {
        address first = book.ruleOf(WRONG_ORDER, 1).checker;
        list = rules();
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i].checker != address(0)) list[i].checker = first;
        }
    }

    function test_aNewVersionChangesWhatItNamesAndLeavesTheOldOnesAlone() external {
        IRuleBook.Rule memory rule = proven(4, IRuleBook.Penalty.FULL, IRuleBook.Remedy.COMPENSATION, bytes32(0));
        vm.assertEq(change(rule), 2, "version");
        vm.assertEq(book.hashOf(2), keccak256(abi.encode(book.hashOf(1), one(rule))), "chained");
        vm.assertTrue(book.ruleOf(4, 2).penalty == IRuleBook.Penalty.FULL, "changed");
        vm.assertTrue(book.ruleOf(4, 1).penalty == IRuleBook.Penalty.SAFETY, "the old version");
        vm.assertTrue(book.ruleOf(3, 2).penalty == IRuleBook.Penalty.SAFETY, "not named");
    }

    function test_refusesRulesThatContradictThemselves() external {
        IRuleBook.Rule memory rule = proven(4, IRuleBook.Penalty.FULL, IRuleBook.Remedy.COMPENSATION, ORDER_WINDOW);
        refuse(rule);
        rule = proven(0, IRuleBook.Penalty.FULL, IRuleBook.Remedy.NONE, bytes32(0));
        refuse(rule);
        rule.kind = 13;
        refuse(rule);
        rule = proven(4, IRuleBook.Penalty.FULL, IRuleBook.Remedy.NONE, bytes32(0));
        rule.checker = user;
        refuse(rule);
        rule = voted(8, IRuleBook.Penalty.FULL, IRuleBook.Remedy.ROLLBACK);
        rule.checker = address(checker);
        refuse(rule);
        rule = voted(8, IRuleBook.Penalty.FULL, IRuleBook.Remedy.ROLLBACK);
        rule.evidenceSchema = bytes32(0);
        refuse(rule);
    }

    function test_refusesNoneOrTooManyAndUnknownOnes() external {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleCountOutOfRange.selector, 0, 32));
        book.changeRules(new IRuleBook.Rule[](0));
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleCountOutOfRange.selector, 33, 32));
        book.changeRules(new IRuleBook.Rule[](33));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleUnknown.selector, uint8(9), uint64(1)));
        book.ruleOf(9, 1);
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleUnknown.selector, uint8(8), uint64(2)));
        book.ruleOf(8, 2);
        vm.expectRevert(abi.encodeWithSelector(IRuleBook.RuleUnknown.selector, uint8(8), uint64(0)));
        book.ruleOf(8, 0);
    }

    function test_onlyTheAdminChangesRules() external {
        IRuleBook.Rule[] memory list = one(voted(8, IRuleBook.Penalty.FULL, IRuleBook.Remedy.ROLLBACK));
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, user));
        vm.prank(user);
        book.changeRules(list);
    }
}
