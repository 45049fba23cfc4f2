// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AuditAnchor} from "../../src/audit/AuditAnchor.sol";
import {BondVault} from "../../src/dispute/BondVault.sol";
import {ParameterRegistry} from "../../src/governance/ParameterRegistry.sol";
import {ForcedInbox} from "../../src/rollup/ForcedInbox.sol";
import {Rollup} from "../../src/rollup/Rollup.sol";
import {SequencerRegistry} from "../../src/rollup/SequencerRegistry.sol";

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
