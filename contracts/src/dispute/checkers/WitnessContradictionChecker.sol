// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BeaconSignatures} from "../../libraries/BeaconSignatures.sol";
import {CandorTypes} from "../../libraries/CandorTypes.sol";
import {IWitnessRegistry} from "../../witness/IWitnessRegistry.sol";
import {ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup, FaultChecker} from "./FaultChecker.sol";
import {ObjectPair, SlotPairs} from "./SlotPairs.sol";

/// @notice Two attestations or verdicts signed by keys of the seat `seatId`; or two cuts, and in place of signatures the seat's two
/// beacon shares (96 bytes) over their digests.
struct WitnessContradictionEvidence {
    uint64 seatId;
    ObjectPair pair;
}

/// @title WitnessContradictionChecker
/// @notice F11: a witness signed two things in one slot. UNAVAILABLE takes no slot of an attestation. The accused is the owner of the
/// seat; the slot names the seat, for one owner may hold several. Evidence: {WitnessContradictionEvidence}.
contract WitnessContradictionChecker is FaultChecker {
    uint8 private constant KIND = 11;
    uint8 private constant UNAVAILABLE = 3;
    uint256 private constant CUT_WORDS = 13;
    uint256 private constant ATTESTATION_WORDS = 6;
    uint256 private constant ATTESTED_VERDICT_WORD = 5;
    uint256 private constant VERDICT_WORDS = 5;

    error TypeHasNoSlot(bytes32 typeHash);
    error SeatMismatch(uint64 expected, uint64 found);
    error SeatUnknown(uint64 seatId);
    /// @notice The bytes are not the share of this seat's newest beacon key over `cutHash`.
    error ShareInvalid(uint64 seatId, bytes32 cutHash);
    error UnavailableTakesNoSlot();

    IWitnessRegistry public immutable WITNESS_REGISTRY;

    constructor(CheckedRollup memory checked) FaultChecker(checked) {
        WITNESS_REGISTRY = IWitnessRegistry(checked.witnessRegistry);
    }

    function check(bytes calldata evidence) external view returns (ProvenFault memory) {
        WitnessContradictionEvidence memory found = abi.decode(evidence, (WitnessContradictionEvidence));
        ObjectPair memory pair = found.pair;
        bytes32 typeHash = pair.typeHash;
        if (typeHash == CandorTypes.DISPUTE_VERDICT_TYPEHASH) {
            _requireSigned(found, VERDICT_WORDS, 2);
            bytes memory slot =
                abi.encode(typeHash, found.seatId, SlotPairs.wordAt(pair.first, 0), SlotPairs.uint64At(pair.first, 1));
            return _fault(KIND, _ownerOf(found.seatId), slot);
        }
        if (typeHash == CandorTypes.BATCH_ATTESTATION_TYPEHASH) {
            _requireSigned(found, ATTESTATION_WORDS, 3);
            _requireTakesSlot(pair.first);
            _requireTakesSlot(pair.second);
        } else {
            require(typeHash == CandorTypes.CUT_TYPEHASH, TypeHasNoSlot(typeHash));
            _requireShared(found);
        }
        _requireRollup(SlotPairs.uint64At(pair.first, 0));
        return _fault(
            KIND,
            _ownerOf(found.seatId),
            abi.encode(
                typeHash, found.seatId, ROLLUP_ID, SlotPairs.uint64At(pair.first, 1), SlotPairs.uint64At(pair.first, 2)
            )
        );
    }

    function _requireSigned(WitnessContradictionEvidence memory found, uint256 words, uint256 slotWords) private view {
        (bytes32 first, bytes32 second) = SlotPairs.requireOneSlot(found.pair, words, slotWords);
        _requireSeat(found.seatId, _signerOf(_digest(first), found.pair.firstSignature));
        _requireSeat(found.seatId, _signerOf(_digest(second), found.pair.secondSignature));
    }

    /// @dev A key belongs to one seat for ever, so it needs no time.
    function _requireSeat(uint64 seatId, address signer) private view {
        uint64 seat = WITNESS_REGISTRY.seatOfKey(signer);
        require(seat == seatId && seatId != 0, SeatMismatch(seatId, seat));
    }

    function _requireShared(WitnessContradictionEvidence memory found) private view {
        (bytes32 first, bytes32 second) = SlotPairs.requireOneSlot(found.pair, CUT_WORDS, 3);
        bytes memory key = WITNESS_REGISTRY.seat(found.seatId).config.beaconKey;
        require(key.length != 0, SeatUnknown(found.seatId));
        _requireShare(found.seatId, key, _digest(first), found.pair.firstSignature);
        _requireShare(found.seatId, key, _digest(second), found.pair.secondSignature);
    }

    function _requireShare(uint64 seatId, bytes memory key, bytes32 cutHash, bytes memory share) private view {
        require(BeaconSignatures.verify(key, cutHash, share), ShareInvalid(seatId, cutHash));
    }

    function _requireTakesSlot(bytes memory attestation) private pure {
        require(SlotPairs.uint64At(attestation, ATTESTED_VERDICT_WORD) != UNAVAILABLE, UnavailableTakesNoSlot());
    }

    function _ownerOf(uint64 seatId) private view returns (bytes32) {
        return bytes32(uint256(uint160(WITNESS_REGISTRY.seat(seatId).config.owner)));
    }
}
