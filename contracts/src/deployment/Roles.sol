// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Roles in the AccessManager
/// @notice Who may call what is restricted. What is not named here (upgrades, parameters, seating) is the admin's. Contracts hold
/// these roles, never a person's account; the veto waits for governance.
library Roles {
    /// @dev `Rollup.rollbackTo`, `FaultRegister.releaseHold`: held by RollbackController.
    uint64 internal constant ROLLBACK_CONTROLLER = 1;
    /// @dev `Rollup.contest`, `leaveUnresolved`, `clear`: held by FaultRegister.
    uint64 internal constant DISPUTE_COURT = 2;
    /// @dev `BondVault.queueSlash`, `cancelSlash`: held by FaultRegister.
    uint64 internal constant BOND_SLASHER = 3;
    /// @dev `BondVault.open`: held by SequencerRegistry and AuditAnchor.
    uint64 internal constant BOND_REGISTRAR = 4;
    /// @dev `BondVault.lock`, `unlock`: held by SequencerRegistry, AuditAnchor, WitnessRegistry and DisputeCourt.
    uint64 internal constant BOND_LOCKER = 5;
    /// @dev `FaultRegister.openDispute`, `endDispute`, `resolve`, `recordUpheld`, `recordFrivolous`: held by DisputeCourt.
    uint64 internal constant FAULT_RECORDER = 6;
    /// @dev `RollbackController.cancel`: held by nobody yet.
    uint64 internal constant ROLLBACK_VETO = 7;
}
