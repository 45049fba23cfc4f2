// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AuditAnchor} from "../../src/audit/AuditAnchor.sol";
import {BondVault} from "../../src/dispute/BondVault.sol";
import {DisputeCourt} from "../../src/dispute/DisputeCourt.sol";
import {FaultRegister} from "../../src/dispute/FaultRegister.sol";
import {RedressPool} from "../../src/dispute/RedressPool.sol";
import {RollbackController} from "../../src/dispute/RollbackController.sol";
import {RuleBook} from "../../src/dispute/RuleBook.sol";
import {ParameterRegistry} from "../../src/governance/ParameterRegistry.sol";
import {ForcedInbox} from "../../src/rollup/ForcedInbox.sol";
import {Rollup} from "../../src/rollup/Rollup.sol";
import {SequencerRegistry} from "../../src/rollup/SequencerRegistry.sol";
import {WitnessRegistry} from "../../src/witness/WitnessRegistry.sol";

// The compiler lists the layout of state variables only. Here the namespaced structs (ERC-7201) are state variables, so that
// script/layout.mjs can compare them with layout/: what a proxy holds must keep its place in every upgrade.

contract RollupLayout is Rollup {
    RollupStorage internal state;
}

contract SequencerRegistryLayout is SequencerRegistry {
    SequencerRegistryStorage internal state;
}

contract ForcedInboxLayout is ForcedInbox {
    ForcedInboxStorage internal state;
}

contract BondVaultLayout is BondVault {
    BondVaultStorage internal state;
}

contract AuditAnchorLayout is AuditAnchor {
    AuditAnchorStorage internal state;
}

contract ParameterRegistryLayout is ParameterRegistry {
    ParameterRegistryStorage internal state;
}

contract DisputeCourtLayout is DisputeCourt {
    DisputeCourtStorage internal state;
}

contract FaultRegisterLayout is FaultRegister {
    FaultRegisterStorage internal state;
}

contract RedressPoolLayout is RedressPool {
    RedressPoolStorage internal state;
}

contract RollbackControllerLayout is RollbackController {
    RollbackControllerStorage internal state;
}

contract RuleBookLayout is RuleBook {
    RuleBookStorage internal state;
}

contract WitnessRegistryLayout is WitnessRegistry {
    WitnessRegistryStorage internal state;
}
