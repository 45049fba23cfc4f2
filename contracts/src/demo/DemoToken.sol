// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title DemoToken
/// @notice The ERC-20 that `./candor demo` deploys on the L2; nothing of Candor depends on it.
contract DemoToken is ERC20 {
    /// @param supply the whole supply, in the smallest unit (18 decimals); it goes to the deployer
    constructor(uint256 supply) ERC20("Candor Demo", "DEMO") {
        _mint(msg.sender, supply);
    }
}
