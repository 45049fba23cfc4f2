// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReferenceHarness} from "../reference/ReferenceHarness.sol";
import {Test} from "./Test.sol";

/// @notice Base of the tests that read spec/vectors.
abstract contract VectorTest is Test {
    ReferenceHarness internal immutable harness = new ReferenceHarness();

    function readVectors(string memory name) internal view returns (string memory) {
        return vm.readFile(string.concat("../spec/vectors/", name, ".json"));
    }
}
