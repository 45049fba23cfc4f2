// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// What the deployment takes from OpenZeppelin unchanged, so that the build compiles it and abi/ can hold it.
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
