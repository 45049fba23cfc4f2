// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, CandorTypes} from "../../libraries/CandorTypes.sol";
import {BeaconSignatures} from "../../libraries/BeaconSignatures.sol";
import {Ordering} from "../../libraries/Ordering.sol";
import {FaultyBatch, ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker, SignedHeader} from "./SequencerFaultChecker.sol";

/// @notice A batch and the 96 bytes that hash to its seed.
struct WrongSeedEvidence {
    SignedHeader batch;
    bytes beaconSignature;
}

/// @title WrongSeedChecker
/// @notice F5: the seed of a batch comes from bytes that are not the beacon key's signature over its cut. Evidence:
/// {WrongSeedEvidence}. Of the kinds only OWN has a key on L1, the sequencer's beacon key at the origin; NONE has no signature.
contract WrongSeedChecker is SequencerFaultChecker {
    using CandorTypes for *;

    uint8 private constant KIND = 5;
    uint8 private constant BEACON_OWN = 1;

    /// @notice L1 knows no key for this kind of beacon.
    error BeaconKeyUnknown(uint8 beaconKind);
    /// @notice These bytes are not those that the seed was made of.
    error SeedMismatch(bytes32 expected, bytes32 found);
    /// @notice The signature is good.
    error SeedHolds(bytes32 seed);

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {}

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        WrongSeedEvidence memory found = abi.decode(evidence, (WrongSeedEvidence));
        BatchHeader memory header = found.batch.header;
        (bytes32 sequencerId, FaultyBatch memory batch) = _requireHeader(found.batch);
        require(header.beaconKind == BEACON_OWN, BeaconKeyUnknown(header.beaconKind));
        bytes32 cutHash = _digest(header.cutOf().hash());
        bytes32 seed = Ordering.seedOf(found.beaconSignature, cutHash);
        require(seed == header.seed, SeedMismatch(header.seed, seed));
        bytes memory key = SEQUENCER_REGISTRY.beaconKeyAt(header.l1OriginNumber);
        require(!BeaconSignatures.verify(key, cutHash, found.beaconSignature), SeedHolds(seed));
        return _batchFault(KIND, sequencerId, batch);
    }
}
