// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {IBondVault} from "./IBondVault.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title FaultRegisterState
/// @notice What {FaultRegister} holds and answers, and what holds do to a posted batch.
abstract contract FaultRegisterState is IFaultRegister, AccessManagedUpgradeable {
    using SafeCast for uint256;

    /// @dev What credits took from one bond since `startedAt` (seconds).
    struct Credits {
        uint64 startedAt;
        uint256 takenWei;
    }

    /// @custom:storage-location erc7201:candor.storage.FaultRegister
    struct FaultRegisterStorage {
        IRollup rollup;
        IRuleBook ruleBook;
        IBondVault bondVault;
        IParameterRegistry parameterRegistry;
        mapping(bytes32 commitment => uint64 height) proofCommitments;
        mapping(bytes32 faultId => Fault) faults;
        mapping(bytes32 accused => uint256) contradictions;
        mapping(bytes32 accused => Credits) credits;
        mapping(bytes32 commitment => BatchHold) holds;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.FaultRegister")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x7f09c2cf506c320ff7f884a0b2139ee1f80e9f3e297333805bb1408cf192a800;

    /// @inheritdoc IFaultRegister
    function faultOf(bytes32 faultId) external view returns (Fault memory) {
        return _storage().faults[faultId];
    }

    /// @inheritdoc IFaultRegister
    function holdOf(bytes32 commitment) external view returns (BatchHold memory) {
        return _storage().holds[commitment];
    }

    /// @inheritdoc IFaultRegister
    function rollup() external view returns (address) {
        return address(_storage().rollup);
    }

    /// @inheritdoc IFaultRegister
    function ruleBook() external view returns (address) {
        return address(_storage().ruleBook);
    }

    /// @inheritdoc IFaultRegister
    function bondVault() external view returns (address) {
        return address(_storage().bondVault);
    }

    /// @dev A batch that is posted keeps its place but cannot become final.
    function _keepOpen(FaultRegisterStorage storage $, uint64 number) internal {
        IRollup.BatchStatus status = $.rollup.statusOf(number);
        if (status == IRollup.BatchStatus.POSTED) {
            $.rollup.contest(number);
            return;
        }
        require(
            status == IRollup.BatchStatus.CONTESTED || status == IRollup.BatchStatus.UNRESOLVED,
            BatchNotOpen(number, status)
        );
    }

    /// @dev Lets a batch go on when nothing holds it any more. One that was voided meanwhile is nobody's business.
    function _settleBatch(FaultRegisterStorage storage $, uint64 number, bytes32 commitment) internal {
        BatchHold storage batch = $.holds[commitment];
        if ($.rollup.commitmentOf(number) != commitment) return;
        IRollup.BatchStatus status = $.rollup.statusOf(number);
        if (batch.unresolved) {
            if (status == IRollup.BatchStatus.CONTESTED) $.rollup.leaveUnresolved(number);
            return;
        }
        if (batch.openFaults == 0 && batch.liveDispute == bytes32(0)) $.rollup.clear(number);
    }

    /// @dev What is left of a bond to slash, in wei.
    function _reachable(FaultRegisterStorage storage $, bytes32 account) internal view returns (uint256) {
        IBondVault.Bond memory bond = $.bondVault.bondOf(account);
        return bond.bonded + bond.leaving;
    }

    function _parameter(bytes32 key) internal view returns (uint256) {
        return _storage().parameterRegistry.valueAt(key, uint64(block.number));
    }

    function _seconds(bytes32 key) internal view returns (uint64) {
        return _parameter(key).toUint64();
    }

    function _storage() internal pure returns (FaultRegisterStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
