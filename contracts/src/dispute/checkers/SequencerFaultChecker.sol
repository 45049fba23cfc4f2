// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, CandorTypes, InclusionPromise, Policy} from "../../libraries/CandorTypes.sol";
import {ISequencerRegistry} from "../../rollup/ISequencerRegistry.sol";
import {FaultyBatch, ProvenFault} from "../IFaultChecker.sol";
import {CheckedRollup, FaultChecker} from "./FaultChecker.sol";

/// @notice A header and the order key's signature over its `batchHash`.
struct SignedHeader {
    BatchHeader header;
    bytes signature;
}

/// @notice A promise and an order key's signature over its digest.
struct SignedPromise {
    InclusionPromise promised;
    bytes signature;
}

/// @title SequencerFaultChecker
/// @notice Base of the checkers of a sequencer's faults: whose a header, a promise or a key is.
abstract contract SequencerFaultChecker is FaultChecker {
    using CandorTypes for *;

    /// @notice The key is no sequencer's and never was.
    error SignerUnknown(address signer);
    /// @notice The key in force at the header's origin is another.
    error HeaderSignerMismatch(address expected, address found);
    error OriginNotPast(uint64 origin, uint64 current);
    error PolicyHashMismatch(bytes32 expected, bytes32 found);
    error SequencerMismatch(bytes32 expected, bytes32 found);
    error SeqNotInBatch(uint64 seq, uint64 firstSeq, uint64 seqCount);

    ISequencerRegistry public immutable SEQUENCER_REGISTRY;

    constructor(CheckedRollup memory checked) FaultChecker(checked) {
        SEQUENCER_REGISTRY = ISequencerRegistry(checked.sequencerRegistry);
    }

    /// @dev A key belongs to one sequencer for ever, so an act needs no height to have an author. L1 knows no height for the times
    /// in promises anyway.
    function _sequencerOf(address signer) internal view returns (bytes32 sequencerId) {
        sequencerId = SEQUENCER_REGISTRY.sequencerOfOrderKey(signer);
        require(sequencerId != bytes32(0), SignerUnknown(signer));
    }

    /// @dev The key must be the one in force at the origin: no other makes a header that can be posted.
    function _requireHeader(SignedHeader memory signed)
        internal
        view
        returns (bytes32 sequencerId, FaultyBatch memory batch)
    {
        BatchHeader memory header = signed.header;
        _requireRollup(header.rollupId);
        require(header.l1OriginNumber < block.number, OriginNotPast(header.l1OriginNumber, uint64(block.number)));
        batch.generation = header.generation;
        batch.number = header.number;
        batch.batchHash = _digest(header.hash());
        address signer = _signerOf(batch.batchHash, signed.signature);
        address orderKey = SEQUENCER_REGISTRY.orderKeyAt(header.l1OriginNumber);
        require(signer == orderKey, HeaderSignerMismatch(orderKey, signer));
        sequencerId = _sequencerOf(signer);
    }

    function _requirePromise(SignedPromise memory signed) internal view returns (bytes32 sequencerId) {
        _requireRollup(signed.promised.rollupId);
        sequencerId = _sequencerOf(_signerOf(_digest(signed.promised.hash()), signed.signature));
    }

    function _requirePolicy(Policy memory policy, bytes32 expected) internal pure {
        bytes32 found = policy.hash();
        require(found == expected, PolicyHashMismatch(expected, found));
    }

    /// @dev The leaf of `seq` in the trees over arrivals.
    function _indexOf(BatchHeader memory header, uint64 seq) internal pure returns (uint64) {
        require(
            seq >= header.firstSeq && seq - header.firstSeq < header.seqCount,
            SeqNotInBatch(seq, header.firstSeq, header.seqCount)
        );
        return seq - header.firstSeq;
    }

    /// @dev A fault that lies in a batch: its slot is `(generation, number)`.
    function _batchFault(uint8 kind, bytes32 accused, FaultyBatch memory batch)
        internal
        view
        returns (ProvenFault memory fault)
    {
        fault = _fault(kind, accused, abi.encode(batch.generation, batch.number));
        fault.batch = batch;
    }
}
