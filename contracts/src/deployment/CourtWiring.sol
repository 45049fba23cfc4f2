// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {DisputeCourt} from "../dispute/DisputeCourt.sol";
import {FaultRegister} from "../dispute/FaultRegister.sol";
import {IBondVault} from "../dispute/IBondVault.sol";
import {IFaultRegister} from "../dispute/IFaultRegister.sol";
import {IRollbackController} from "../dispute/IRollbackController.sol";
import {IRuleBook} from "../dispute/IRuleBook.sol";
import {RedressPool} from "../dispute/RedressPool.sol";
import {RollbackController} from "../dispute/RollbackController.sol";
import {RuleBook} from "../dispute/RuleBook.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {WitnessRegistry} from "../witness/WitnessRegistry.sol";
import {Roles} from "./Roles.sol";

/// @title CourtWiring
/// @notice The court's part of {CandorDeployment}, which calls it by delegatecall: both together would be larger than EIP-3860 allows.
/// It has no state and, called by anybody else, no right.
contract CourtWiring {
    /// @notice The court's contracts: implementations before, proxies after.
    struct Court {
        address witnessRegistry;
        address ruleBook;
        address faultRegister;
        address disputeCourt;
        address rollbackController;
        address redressPool;
    }

    /// @notice Deploys the proxies, gives the seats and the first rules, and hands out the roles. The caller is the AccessManager's admin;
    /// payable because a delegatecall from a payable constructor carries its value.
    function wire(
        AccessManager manager,
        address rollup,
        address vault,
        Court calldata implementations,
        IWitnessRegistry.SeatConfig[] calldata witnesses,
        uint256 bondPerSeatWei,
        IRuleBook.Rule[] calldata rules
    ) external payable returns (Court memory court) {
        address authority = address(manager);
        court.witnessRegistry = address(
            new ERC1967Proxy(
                implementations.witnessRegistry,
                abi.encodeCall(WitnessRegistry.initialize, (authority, IRollup(rollup).parameterRegistry(), vault))
            )
        );
        court.ruleBook =
            address(new ERC1967Proxy(implementations.ruleBook, abi.encodeCall(RuleBook.initialize, (authority))));
        court.faultRegister = address(
            new ERC1967Proxy(
                implementations.faultRegister,
                abi.encodeCall(FaultRegister.initialize, (authority, rollup, court.ruleBook, vault))
            )
        );
        court.disputeCourt = address(
            new ERC1967Proxy(
                implementations.disputeCourt,
                abi.encodeCall(DisputeCourt.initialize, (authority, rollup, court.witnessRegistry, court.faultRegister))
            )
        );
        court.rollbackController = address(
            new ERC1967Proxy(
                implementations.rollbackController,
                abi.encodeCall(
                    RollbackController.initialize, (authority, rollup, court.faultRegister, court.witnessRegistry)
                )
            )
        );
        court.redressPool = address(
            new ERC1967Proxy(
                implementations.redressPool,
                abi.encodeCall(RedressPool.initialize, (authority, rollup, court.faultRegister))
            )
        );
        _assignRoles(manager, vault, court);
        _giveSeats(vault, court.witnessRegistry, witnesses, bondPerSeatWei);
        if (rules.length > 0) IRuleBook(court.ruleBook).changeRules(rules);
    }

    function _assignRoles(AccessManager manager, address vault, Court memory court) private {
        bytes4[] memory recording = new bytes4[](5);
        recording[0] = IFaultRegister.openDispute.selector;
        recording[1] = IFaultRegister.endDispute.selector;
        recording[2] = IFaultRegister.resolve.selector;
        recording[3] = IFaultRegister.recordUpheld.selector;
        recording[4] = IFaultRegister.recordFrivolous.selector;
        manager.setTargetFunctionRole(court.faultRegister, recording, Roles.FAULT_RECORDER);
        manager.setTargetFunctionRole(
            court.faultRegister, _selectors(IFaultRegister.releaseHold.selector), Roles.ROLLBACK_CONTROLLER
        );
        manager.setTargetFunctionRole(
            court.rollbackController, _selectors(IRollbackController.cancel.selector), Roles.ROLLBACK_VETO
        );
        manager.labelRole(Roles.FAULT_RECORDER, "FAULT_RECORDER");
        manager.labelRole(Roles.ROLLBACK_VETO, "ROLLBACK_VETO");
        manager.grantRole(Roles.ROLLBACK_CONTROLLER, court.rollbackController, 0);
        manager.grantRole(Roles.DISPUTE_COURT, court.faultRegister, 0);
        manager.grantRole(Roles.BOND_SLASHER, court.faultRegister, 0);
        manager.grantRole(Roles.FAULT_RECORDER, court.disputeCourt, 0);
        manager.grantRole(Roles.BOND_LOCKER, court.disputeCourt, 0);
        manager.grantRole(Roles.BOND_LOCKER, court.witnessRegistry, 0);
        IBondVault(vault).setRedressPool(court.redressPool);
    }

    function _giveSeats(
        address vault,
        address registry,
        IWitnessRegistry.SeatConfig[] calldata witnesses,
        uint256 bondPerSeatWei
    ) private {
        if (witnesses.length == 0) return;
        for (uint256 i = 0; i < witnesses.length && bondPerSeatWei > 0; ++i) {
            IBondVault(vault).deposit{value: bondPerSeatWei}(bytes32(uint256(uint160(witnesses[i].owner))));
        }
        IWitnessRegistry(registry).changeSeats(new uint64[](0), witnesses);
    }

    function _selectors(bytes4 selector) private pure returns (bytes4[] memory list) {
        list = new bytes4[](1);
        list[0] = selector;
    }
}
