// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BeaconSignatures} from "../../../src/libraries/BeaconSignatures.sol";

/// @notice Makes beacon keys and signatures with the precompiles of EIP-2537.
library BeaconSigner {
    uint256 private constant GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;
    address private constant G1_MSM = address(0x0c);
    address private constant G2_MSM = address(0x0e);

    /// @notice 192 bytes. `secret` is between 0 and the group order.
    function keyOf(uint256 secret) internal view returns (bytes memory) {
        return multiply(G2_MSM, BeaconSignatures.NEGATED_G2, GROUP_ORDER - secret);
    }

    /// @notice 96 bytes.
    function sign(uint256 secret, bytes32 message) internal view returns (bytes memory) {
        return multiply(G1_MSM, BeaconSignatures.hashToPoint(message), secret);
    }

    function multiply(address precompile, bytes memory point, uint256 scalar) private view returns (bytes memory) {
        (bool answered, bytes memory product) = precompile.staticcall(abi.encodePacked(point, scalar));
        require(answered, "the point is none");
        return narrow(product);
    }

    function narrow(bytes memory wide) private pure returns (bytes memory point) {
        uint256 coordinates = wide.length / 64;
        point = new bytes(coordinates * 48);
        for (uint256 i = 0; i < coordinates; ++i) {
            assembly ("memory-safe") {
                mcopy(add(add(point, 0x20), mul(i, 48)), add(add(wide, 0x30), mul(i, 64)), 48)
            }
        }
    }
}
