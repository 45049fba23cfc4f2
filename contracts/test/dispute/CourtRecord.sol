// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondVault} from "../../src/dispute/IBondVault.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {IFaultRegister} from "../../src/dispute/IFaultRegister.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice The account that {CourtActions} keeps: every batch ever posted and its way, faults, disputes, consents.
abstract contract CourtRecord is CourtFixture {
    error Accepted(uint256 what);
    error WrongArrow(uint64 number, IRollup.BatchStatus from, IRollup.BatchStatus to);

    struct Life {
        IRollup.ParentBatch batch;
        uint256 parent;
        bytes32 commitment;
        IRollup.BatchStatus status;
    }

    // Place 0 is genesis.
    Life[] internal lives;
    uint256 internal tip;
    bytes32[] internal faultIds;
    mapping(bytes32 faultId => uint256 place) internal placeOf;
    mapping(bytes32 faultId => mapping(uint64 generation => bool)) internal consented;
    bytes32[] internal disputeIds;
    mapping(uint64 number => bytes32) public finalCommitments;
    uint64 public highestFloor;
    uint64 public rollbacks;
    uint64 internal lastGeneration;
    uint256 internal height;
    uint256 internal time;

    modifier onL1() {
        vm.roll(height);
        vm.warp(time);
        _;
        observe();
        height = block.number;
        time = block.timestamp;
    }

    function contracts() external view returns (IRollup, IBondVault, address) {
        return (rollup, vault, address(pool));
    }

    function lifeCount() external view returns (uint256) {
        return lives.length;
    }

    function lifeAt(uint256 place) external view returns (uint64, uint256, IRollup.BatchStatus) {
        return (lives[place].batch.header.number, lives[place].parent, lives[place].status);
    }

    function openDisputes() external view returns (IDisputeCourt.Dispute[] memory list) {
        list = new IDisputeCourt.Dispute[](disputeIds.length);
        for (uint256 i = 0; i < disputeIds.length; ++i) {
            list[i] = disputes.disputeOf(disputeIds[i]);
        }
    }

    function faultCount() external view returns (uint256) {
        return faultIds.length;
    }

    function faultIdAt(uint256 i) external view returns (bytes32) {
        return faultIds[i];
    }

    function faultAt(uint256 i) external view returns (IFaultRegister.Fault memory, IBondVault.Slash memory) {
        return (faults.faultOf(faultIds[i]), vault.slashOf(faultIds[i]));
    }

    /// @dev The place of a number in the current lineage, 0 for none.
    function placeAt(uint64 number) internal view returns (uint256 place) {
        place = tip;
        while (place != 0 && lives[place].batch.header.number > number) {
            place = lives[place].parent;
        }
        if (lives[place].batch.header.number != number) return 0;
    }

    /// @dev Every batch moves along the arrows only, whatever happened.
    function observe() internal {
        for (uint256 i = 1; i < lives.length; ++i) {
            Life storage life = lives[i];
            uint64 number = life.batch.header.number;
            bool inLineage = rollup.commitmentOf(number) == life.commitment;
            IRollup.BatchStatus found = inLineage ? rollup.statusOf(number) : IRollup.BatchStatus.VOIDED;
            if (!isArrow(life.status, found)) revert WrongArrow(number, life.status, found);
            life.status = found;
        }
        uint64 generation = rollup.generation();
        if (generation < lastGeneration) revert Accepted(11);
        lastGeneration = generation;
    }

    function isArrow(IRollup.BatchStatus from, IRollup.BatchStatus to) internal pure returns (bool) {
        if (from == to) return true;
        if (from == IRollup.BatchStatus.FINAL || from == IRollup.BatchStatus.VOIDED) return false;
        if (to == IRollup.BatchStatus.VOIDED) return true;
        if (from == IRollup.BatchStatus.POSTED) return to != IRollup.BatchStatus.UNRESOLVED;
        if (from == IRollup.BatchStatus.UNRESOLVED) return to == IRollup.BatchStatus.POSTED;
        return to == IRollup.BatchStatus.POSTED || to == IRollup.BatchStatus.UNRESOLVED;
    }
}
