// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IAuditAnchor} from "../../src/audit/IAuditAnchor.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {ISequencerRegistry} from "../../src/rollup/ISequencerRegistry.sol";
import {Rollup} from "../../src/rollup/Rollup.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

contract RollupNext is Rollup {
    function version() external pure returns (uint256) {
        return 2;
    }
}

contract DeploymentTest is RollupFixture {
    /// @dev Everybody that had a hand in the deployment or has a name in its manifest, and two who had not.
    function everybody() private view returns (address[] memory list) {
        list = new address[](14);
        list[0] = operator;
        list[1] = vm.addr(ORDER_KEY);
        list[2] = poster;
        list[3] = user;
        list[4] = address(this);
        list[5] = address(deployment);
        list[6] = address(manager);
        list[7] = address(rollup);
        list[8] = address(inbox);
        list[9] = address(parameters);
        list[10] = address(vault);
        list[11] = rollbackController;
        list[12] = court;
        list[13] = vm.addr(LOG_KEY);
    }

    function restricted() private view returns (address[] memory targets, bytes4[] memory selectors) {
        targets = new address[](21);
        selectors = new bytes4[](21);
        address[5] memory proxies =
            [address(rollup), address(sequencerRegistry), address(inbox), address(vault), address(parameters)];
        for (uint256 i = 0; i < 5; ++i) {
            (targets[i], selectors[i]) = (proxies[i], UUPSUpgradeable.upgradeToAndCall.selector);
        }
        (targets[5], selectors[5]) = (address(rollup), IRollup.rollbackTo.selector);
        (targets[6], selectors[6]) = (address(rollup), IRollup.contest.selector);
        (targets[7], selectors[7]) = (address(rollup), IRollup.leaveUnresolved.selector);
        (targets[8], selectors[8]) = (address(rollup), IRollup.clear.selector);
        (targets[9], selectors[9]) = (address(vault), IBondVault.open.selector);
        (targets[10], selectors[10]) = (address(vault), IBondVault.lock.selector);
        (targets[11], selectors[11]) = (address(vault), IBondVault.unlock.selector);
        (targets[12], selectors[12]) = (address(vault), IBondVault.queueSlash.selector);
        (targets[13], selectors[13]) = (address(vault), IBondVault.cancelSlash.selector);
        (targets[14], selectors[14]) = (address(vault), IBondVault.setRedressPool.selector);
        (targets[15], selectors[15]) = (address(parameters), IParameterRegistry.scheduleValues.selector);
        (targets[16], selectors[16]) = (address(parameters), IParameterRegistry.defineParameters.selector);
        (targets[17], selectors[17]) = (address(sequencerRegistry), ISequencerRegistry.register.selector);
        (targets[18], selectors[18]) = (address(sequencerRegistry), ISequencerRegistry.seat.selector);
        (targets[19], selectors[19]) = (address(auditAnchor), UUPSUpgradeable.upgradeToAndCall.selector);
        (targets[20], selectors[20]) = (address(auditAnchor), IAuditAnchor.registerLog.selector);
    }

    function test_nobodyHoldsARightButTheAdminAndTheRegistries() external view {
        (address[] memory targets, bytes4[] memory selectors) = restricted();
        address[] memory accounts = everybody();
        for (uint256 i = 0; i < targets.length; ++i) {
            for (uint256 j = 0; j < accounts.length; ++j) {
                (bool may,) = manager.canCall(accounts[j], targets[i], selectors[i]);
                vm.assertFalse(may, string.concat(vm.toString(i), " by ", vm.toString(j)));
            }
            (bool registryMay,) = manager.canCall(address(sequencerRegistry), targets[i], selectors[i]);
            vm.assertTrue(registryMay == (i >= 9 && i <= 11), string.concat("registry: ", vm.toString(i)));
            (bool anchorMay,) = manager.canCall(address(auditAnchor), targets[i], selectors[i]);
            vm.assertTrue(anchorMay == (i >= 9 && i <= 11), string.concat("anchor: ", vm.toString(i)));
        }
        (bool isAdmin, uint32 delay) = manager.hasRole(manager.ADMIN_ROLE(), admin);
        vm.assertTrue(isAdmin && delay == 0, "the admin is");
        (bool stillAdmin,) = manager.hasRole(manager.ADMIN_ROLE(), address(deployment));
        vm.assertFalse(stillAdmin, "the deployment gave its right away");
    }

    /// @dev Voiding, disputing and slashing are not even the admin's, until it gives the role to somebody, visibly.
    function test_theAdminItselfCannotVoidDisputeOrSlash() external view {
        (address[] memory targets, bytes4[] memory selectors) = restricted();
        for (uint256 i = 0; i < targets.length; ++i) {
            (bool may,) = manager.canCall(admin, targets[i], selectors[i]);
            vm.assertTrue(may == (i < 5 || i > 13), vm.toString(i));
        }
        uint64[3] memory roles = [Roles.ROLLBACK_CONTROLLER, Roles.DISPUTE_COURT, Roles.BOND_SLASHER];
        for (uint256 i = 0; i < roles.length; ++i) {
            (bool holds,) = manager.hasRole(roles[i], admin);
            vm.assertFalse(holds, "role");
        }
    }

    function test_nothingCanBeInitializedAgain() external {
        IRollup.RollupConfig memory config;
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        rollup.initialize(config);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        sequencerRegistry.initialize(user, 1, user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        inbox.initialize(user, user, user, 1, 1);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        vault.initialize(user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        parameters.initialize(user, new IParameterRegistry.ParameterDefinition[](0));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        auditAnchor.initialize(user, user, user, user);
        Rollup implementation = new Rollup();
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialize(config);
    }

    function test_onlyTheAdminUpgradesAndTheStateStays() external {
        post(next());
        Rollup implementation = new RollupNext();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, operator));
        rollup.upgradeToAndCall(address(implementation), "");
        vm.prank(admin);
        rollup.upgradeToAndCall(address(implementation), "");
        vm.assertEq(RollupNext(address(rollup)).version(), 2, "upgraded");
        vm.assertEq(rollup.latestNumber(), 1, "state");
        advance(1);
        post(next());
        vm.assertEq(rollup.latestNumber(), 2, "goes on");
    }

    function test_refusesParametersThatAllowMoreThanTheProtocol() external {
        IParameterRegistry.ParameterDefinition[] memory definitions = readParameters();
        for (uint256 i = 0; i < definitions.length; ++i) {
            if (definitions[i].key == "policy.forcedCap") definitions[i].maximum = 5;
        }
        vm.expectRevert(IRollup.GenesisConfigInvalid.selector);
        this.deployWith(definitions);
        definitions = readParameters();
        for (uint256 i = 0; i < definitions.length; ++i) {
            if (definitions[i].key == "policy.maxGas") definitions[i].maximum = L2_GAS_LIMIT + 1;
        }
        vm.expectRevert(IRollup.GenesisConfigInvalid.selector);
        this.deployWith(definitions);
    }

    function deployWith(IParameterRegistry.ParameterDefinition[] memory definitions) external {
        deploy(definitions);
    }

    function test_everythingIsInForceAtTheDeploymentBlock() external {
        IRollup.PostedBatch memory batch = build(head, DEPLOYMENT_BLOCK, 1, 0);
        post(batch);
        vm.assertEq(rollup.latestNumber(), 1, "the first possible origin");
    }
}
