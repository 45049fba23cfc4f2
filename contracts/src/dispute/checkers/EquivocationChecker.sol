// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CandorTypes} from "../../libraries/CandorTypes.sol";
import {ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup} from "./FaultChecker.sol";
import {SequencerFaultChecker} from "./SequencerFaultChecker.sol";
import {ObjectPair, SlotPairs} from "./SlotPairs.sol";

/// @title EquivocationChecker
/// @notice F1: two different promises, cuts, headers or statements of one sequencer in one slot. Evidence: {ObjectPair}.
/// @dev Whether the two keys were in force does not matter: the slot is the sequencer's, not a key's.
contract EquivocationChecker is SequencerFaultChecker {
    uint8 private constant KIND = 1;
    uint256 private constant PROMISE_WORDS = 8;
    uint256 private constant CUT_WORDS = 13;
    uint256 private constant HEADER_WORDS = 18;
    uint256 private constant STATEMENT_WORDS = 9;

    /// @notice The type is none of the four that have a slot of the sequencer's.
    error TypeHasNoSlot(bytes32 typeHash);

    constructor(CheckedRollup memory checked) SequencerFaultChecker(checked) {}

    function check(bytes calldata evidence) external view returns (ProvenFault memory fault) {
        ObjectPair memory pair = abi.decode(evidence, (ObjectPair));
        bool isPromise = pair.typeHash == CandorTypes.INCLUSION_PROMISE_TYPEHASH;
        (bytes32 first, bytes32 second) = SlotPairs.requireOneSlot(pair, _wordsOf(pair.typeHash), isPromise ? 2 : 3);
        uint64 rollupId = SlotPairs.uint64At(pair.first, 0);
        _requireRollup(rollupId);
        address signer = _signerOf(_digest(first), pair.firstSignature);
        address secondSigner = _signerOf(_digest(second), pair.secondSignature);
        bytes32 sequencerId = _sequencerOf(signer);
        if (secondSigner != signer) {
            bytes32 other = _sequencerOf(secondSigner);
            require(other == sequencerId, SequencerMismatch(sequencerId, other));
        }
        uint64 place = SlotPairs.uint64At(pair.first, 1);
        if (isPromise) return _fault(KIND, sequencerId, abi.encode(pair.typeHash, rollupId, place));
        uint64 number = SlotPairs.uint64At(pair.first, 2);
        fault = _fault(KIND, sequencerId, abi.encode(pair.typeHash, rollupId, place, number));
        fault.batch.generation = place;
        fault.batch.number = number;
    }

    function _wordsOf(bytes32 typeHash) private pure returns (uint256) {
        if (typeHash == CandorTypes.INCLUSION_PROMISE_TYPEHASH) return PROMISE_WORDS;
        if (typeHash == CandorTypes.CUT_TYPEHASH) return CUT_WORDS;
        if (typeHash == CandorTypes.BATCH_HEADER_TYPEHASH) return HEADER_WORDS;
        require(typeHash == CandorTypes.EXECUTION_STATEMENT_TYPEHASH, TypeHasNoSlot(typeHash));
        return STATEMENT_WORDS;
    }
}
