// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFaultChecker, ProvenFault} from "../../src/dispute/IFaultChecker.sol";

/// @notice Takes its evidence's word for it: for tests of what follows a proof.
contract EncodedFaultChecker is IFaultChecker {
    error EvidenceEmpty();

    function check(bytes calldata evidence) external pure returns (ProvenFault memory) {
        require(evidence.length != 0, EvidenceEmpty());
        return abi.decode(evidence, (ProvenFault));
    }
}
