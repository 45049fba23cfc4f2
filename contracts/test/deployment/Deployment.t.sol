// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IAuditAnchor} from "../../src/audit/IAuditAnchor.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {DisputeCourt} from "../../src/dispute/DisputeCourt.sol";
import {FaultRegister} from "../../src/dispute/FaultRegister.sol";
import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRedressPool} from "../../src/dispute/IRedressPool.sol";
import {IRollbackController} from "../../src/dispute/IRollbackController.sol";
import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {RedressPool} from "../../src/dispute/RedressPool.sol";
import {RollbackController} from "../../src/dispute/RollbackController.sol";
import {RuleBook} from "../../src/dispute/RuleBook.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {ISequencerRegistry} from "../../src/rollup/ISequencerRegistry.sol";
import {Rollup} from "../../src/rollup/Rollup.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {WitnessRegistry} from "../../src/witness/WitnessRegistry.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";

contract RollupNext is Rollup {
    function version() external pure returns (uint256) {
        return 2;
    }
}

contract DeploymentTest is RollupFixture {
    struct Right {
        address target;
        bytes4 selector;
        address[] holders;
    }

    Right[] private rights;

    function setUp() public override {
        super.setUp();
        address[13] memory upgradeable = proxies();
        for (uint256 i = 0; i < upgradeable.length - 1; ++i) {
            right(upgradeable[i], UUPSUpgradeable.upgradeToAndCall.selector, admin);
        }
        describeRollup();
        describeVault();
        describeCourt();
        describeAdmin();
    }

    function describeRollup() private {
        address register = address(deployment.faultRegister());
        right(address(rollup), IRollup.rollbackTo.selector, address(deployment.rollbackController()));
        right(address(rollup), IRollup.contest.selector, register);
        right(address(rollup), IRollup.leaveUnresolved.selector, register);
        right(address(rollup), IRollup.clear.selector, register);
    }

    function describeVault() private {
        address register = address(deployment.faultRegister());
        right(address(vault), IBondVault.queueSlash.selector, register);
        right(address(vault), IBondVault.cancelSlash.selector, register);
        address[] storage registrars = right(address(vault), IBondVault.open.selector, address(sequencerRegistry));
        registrars.push(address(auditAnchor));
        bytes4[2] memory locking = [IBondVault.lock.selector, IBondVault.unlock.selector];
        for (uint256 i = 0; i < 2; ++i) {
            address[] storage lockers = right(address(vault), locking[i], address(sequencerRegistry));
            lockers.push(address(auditAnchor));
            lockers.push(address(deployment.witnessRegistry()));
            lockers.push(address(deployment.disputeCourt()));
        }
    }

    function describeCourt() private {
        address register = address(deployment.faultRegister());
        address disputes = address(deployment.disputeCourt());
        right(register, IFaultRegister.openDispute.selector, disputes);
        right(register, IFaultRegister.endDispute.selector, disputes);
        right(register, IFaultRegister.resolve.selector, disputes);
        right(register, IFaultRegister.recordUpheld.selector, disputes);
        right(register, IFaultRegister.recordFrivolous.selector, disputes);
        right(register, IFaultRegister.releaseHold.selector, address(deployment.rollbackController()));
        // The veto waits for governance.
        right(address(deployment.rollbackController()), IRollbackController.cancel.selector, address(0)).pop();
    }

    function describeAdmin() private {
        right(address(vault), IBondVault.setRedressPool.selector, admin);
        right(address(parameters), IParameterRegistry.scheduleValues.selector, admin);
        right(address(parameters), IParameterRegistry.defineParameters.selector, admin);
        right(address(sequencerRegistry), ISequencerRegistry.register.selector, admin);
        right(address(sequencerRegistry), ISequencerRegistry.seat.selector, admin);
        right(address(auditAnchor), IAuditAnchor.registerLog.selector, admin);
        right(address(deployment.witnessRegistry()), IWitnessRegistry.changeSeats.selector, admin);
        right(address(deployment.ruleBook()), IRuleBook.changeRules.selector, admin);
        right(address(deployment.redressPool()), IRedressPool.redressWrongSlash.selector, admin);
    }

    function right(address target, bytes4 selector, address holder) private returns (address[] storage holders) {
        Right storage entry = rights.push();
        entry.target = target;
        entry.selector = selector;
        entry.holders.push(holder);
        return entry.holders;
    }

    /// @dev Every proxy, and the AccessManager last.
    function proxies() private view returns (address[13] memory) {
        return [
            address(rollup),
            address(sequencerRegistry),
            address(inbox),
            address(vault),
            address(parameters),
            address(auditAnchor),
            address(deployment.witnessRegistry()),
            address(deployment.ruleBook()),
            address(deployment.faultRegister()),
            address(deployment.disputeCourt()),
            address(deployment.rollbackController()),
            address(deployment.redressPool()),
            address(manager)
        ];
    }

    /// @dev Everybody that had a hand in the deployment or has a name in its manifest, and two who had not.
    function everybody() private view returns (address[] memory list) {
        address[9] memory persons = [
            admin,
            operator,
            vm.addr(ORDER_KEY),
            vm.addr(LOG_KEY),
            poster,
            user,
            address(this),
            address(deployment),
            rollbackController
        ];
        address[13] memory contracts = proxies();
        list = new address[](persons.length + contracts.length);
        for (uint256 i = 0; i < persons.length; ++i) {
            list[i] = persons[i];
        }
        for (uint256 i = 0; i < contracts.length; ++i) {
            list[persons.length + i] = contracts[i];
        }
    }

    function holds(Right storage entry, address account) private view returns (bool) {
        for (uint256 i = 0; i < entry.holders.length; ++i) {
            if (entry.holders[i] == account) return true;
        }
        return false;
    }

    function test_everyRightHasItsHoldersAndNobodyElseHasIt() external view {
        address[] memory accounts = everybody();
        for (uint256 i = 0; i < rights.length; ++i) {
            for (uint256 j = 0; j < accounts.length; ++j) {
                (bool may,) = manager.canCall(accounts[j], rights[i].target, rights[i].selector);
                string memory place = string.concat("right ", vm.toString(i), " of ", vm.toString(j));
                vm.assertTrue(may == holds(rights[i], accounts[j]), place);
            }
        }
        (bool isAdmin, uint32 delay) = manager.hasRole(manager.ADMIN_ROLE(), admin);
        vm.assertTrue(isAdmin && delay == 0, "the admin is");
        (bool stillAdmin,) = manager.hasRole(manager.ADMIN_ROLE(), address(deployment));
        vm.assertFalse(stillAdmin, "the deployment gave its right away");
    }

    /// @dev Voiding, disputing and slashing are not even the admin's, until it gives the role to somebody, visibly.
    function test_theAdminHoldsNoRoleThatVoidsDisputesOrSlashes() external view {
        uint64[5] memory roles = [
            Roles.ROLLBACK_CONTROLLER,
            Roles.DISPUTE_COURT,
            Roles.BOND_SLASHER,
            Roles.FAULT_RECORDER,
            Roles.ROLLBACK_VETO
        ];
        for (uint256 i = 0; i < roles.length; ++i) {
            (bool member,) = manager.hasRole(roles[i], admin);
            vm.assertFalse(member, "role");
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
        courtIsInitialized();
        Rollup implementation = new Rollup();
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialize(config);
    }

    function courtIsInitialized() private {
        WitnessRegistry seats = WitnessRegistry(address(deployment.witnessRegistry()));
        RuleBook book = RuleBook(address(deployment.ruleBook()));
        FaultRegister register = FaultRegister(address(deployment.faultRegister()));
        DisputeCourt disputes = DisputeCourt(address(deployment.disputeCourt()));
        RollbackController controller = RollbackController(address(deployment.rollbackController()));
        RedressPool pool = RedressPool(payable(address(deployment.redressPool())));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        seats.initialize(user, user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        book.initialize(user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        register.initialize(user, user, user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        disputes.initialize(user, user, user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        controller.initialize(user, user, user, user);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        pool.initialize(user, user, user);
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
