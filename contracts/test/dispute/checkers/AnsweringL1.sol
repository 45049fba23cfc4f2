// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CandorTypes, Policy} from "../../../src/libraries/CandorTypes.sol";
import {IForcedInbox} from "../../../src/rollup/IForcedInbox.sol";
import {IWitnessRegistry} from "../../../src/witness/IWitnessRegistry.sol";

/// @notice Answers as the contracts that checkers ask would for spec/vectors, whose keys and Rollup address no deployment here has.
contract AnsweringL1 {
    struct Answers {
        bytes32 sequencerId;
        address orderKey;
        bytes beaconKey;
        bytes32 originHash;
        address logKey;
        bytes32 forcedTxHash;
        uint64 forcedGasLimit;
        uint64 seatId;
        address signingKey;
        address seatOwner;
        bytes seatBeaconKey;
    }

    uint64 private constant FORCED_QUEUED_AT = 1_795_370_000;

    Answers private answers;

    constructor(Answers memory answers_) {
        answers = answers_;
    }

    function sequencerOfOrderKey(address key) external view returns (bytes32) {
        return key == answers.orderKey ? answers.sequencerId : bytes32(0);
    }

    function sequencerIdAt(uint64) external view returns (bytes32) {
        return answers.sequencerId;
    }

    function orderKeyAt(uint64) external view returns (address) {
        return answers.orderKey;
    }

    function beaconKeyAt(uint64) external view returns (bytes memory) {
        return answers.beaconKey;
    }

    function domainSeparator() external view returns (bytes32) {
        return CandorTypes.domainSeparator(block.chainid, address(this));
    }

    function policyAt(uint64) external pure returns (Policy memory policy) {}

    function generation() external pure returns (uint64) {
        return 0;
    }

    function coveredCountAt(uint64) external pure returns (uint64) {
        return 0;
    }

    function forcedThroughAt(uint64) external pure returns (uint64) {
        return 0;
    }

    function valueAt(bytes32, uint64) external pure returns (uint256) {
        return 120;
    }

    function entry(uint64) external view returns (IForcedInbox.ForcedEntry memory) {
        return IForcedInbox.ForcedEntry(answers.forcedTxHash, answers.forcedGasLimit, 1000, FORCED_QUEUED_AT);
    }

    function logOfKey(address key) external view returns (bytes32) {
        return key == answers.logKey ? answers.originHash : bytes32(0);
    }

    function seatOfKey(address key) external view returns (uint64) {
        return key == answers.signingKey ? answers.seatId : 0;
    }

    function seat(uint64 seatId) external view returns (IWitnessRegistry.Seat memory found) {
        if (seatId != answers.seatId) return found;
        found.config.owner = answers.seatOwner;
        found.config.beaconKey = answers.seatBeaconKey;
    }
}
