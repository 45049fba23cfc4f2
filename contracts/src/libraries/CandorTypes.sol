// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What the intake promises: `txHash` is arrival `seq`, on L1 at or before `includeBy`. Source: spec/protocol.md §3.
struct InclusionPromise {
    uint64 rollupId;
    uint64 seq;
    bytes32 txHash;
    address sender;
    uint64 nonce;
    uint64 receivedAtMillis;
    uint64 includeBy;
    bytes32 policyHash;
}

/// @notice A signed "no" of the intake. Source: spec/protocol.md §3.
struct AdmissionRefusal {
    uint64 rollupId;
    bytes32 txHash;
    uint16 reason;
    uint64 refusedAtMillis;
    bytes32 policyHash;
}

/// @notice A contiguous range of arrivals, fixed before its seed can be known. Source: spec/protocol.md §4.
struct Cut {
    uint64 rollupId;
    uint64 generation;
    uint64 number;
    bytes32 parentHash;
    uint64 firstSeq;
    uint64 seqCount;
    bytes32 cutRoot;
    uint64 forcedThrough;
    uint64 depositsThrough;
    uint64 sealedAtMillis;
    bytes32 policyHash;
    uint64 l1OriginNumber;
    bytes32 l1OriginHash;
}

/// @notice The ordered batch. Source: spec/protocol.md §5.
struct BatchHeader {
    uint64 rollupId;
    uint64 generation;
    uint64 number;
    bytes32 parentHash;
    uint64 firstSeq;
    uint64 seqCount;
    uint32 txCount;
    bytes32 cutRoot;
    bytes32 arrivalRoot;
    bytes32 orderRoot;
    uint8 beaconKind;
    bytes32 seed;
    bytes32 policyHash;
    uint64 sealedAtMillis;
    uint64 forcedThrough;
    uint64 depositsThrough;
    uint64 l1OriginNumber;
    bytes32 l1OriginHash;
}

/// @notice What the execution of a batch gave. Source: spec/protocol.md §6.
struct ExecutionStatement {
    uint64 rollupId;
    uint64 generation;
    uint64 number;
    bytes32 batchHash;
    bytes32 l2BlockHash;
    bytes32 stateRoot;
    bytes32 receiptsRoot;
    bytes32 outcomesRoot;
    uint64 gasUsed;
}

/// @notice What data belongs to a batch; takes no slot. Source: spec/protocol.md §7.
struct DataStatement {
    uint64 rollupId;
    uint64 generation;
    uint64 number;
    bytes32 batchHash;
    bytes32 dataHash;
}

/// @notice A witness's word on a batch. Source: spec/protocol.md §9.
struct BatchAttestation {
    uint64 rollupId;
    uint64 generation;
    uint64 number;
    bytes32 batchHash;
    bytes32 executionHash;
    uint8 verdict;
}

/// @notice A witness's vote in a dispute. Source: spec/protocol.md §9.
struct DisputeVerdict {
    bytes32 disputeId;
    uint8 round;
    uint8 verdict;
    bytes32 evidenceHash;
    uint64 decidedAt;
}

/// @notice A witness's consent to a rollback; `generation` is the one being ended. Source: spec/protocol.md §9.
struct RollbackRatification {
    uint64 rollupId;
    uint64 generation;
    bytes32 faultId;
    uint64 anchorNumber;
    bytes32 anchorHash;
}

/// @notice A checkpoint of the transparency log. Source: spec/protocol.md §10.
struct LogCheckpoint {
    bytes32 originHash;
    uint64 size;
    bytes32 root;
}

/// @notice The rule set in force at an L1 height. Source: spec/protocol.md §8.
struct Policy {
    uint16 version;
    uint8 ordering;
    uint8 beaconKinds;
    uint8 transactionTypes;
    uint64 batchIntervalMillis;
    uint64 maxGas;
    uint32 maxCount;
    uint32 maxBytes;
    uint32 forcedCap;
    uint64 inclusionDelaySeconds;
    uint64 maxOrderingDelayMillis;
    address feeRecipient;
    uint256 compensationWei;
}

/// @title EIP-712 types of Candor
/// @notice Type hashes, struct hashes and digests of everything that is signed, in the domain
/// `{name: "Candor", version: "1", chainId: L1, verifyingContract: Rollup proxy}`.
/// @dev Every member is a static word, so `abi.encode(typeHash, object)` is EIP-712's `encodeData` with its type hash in front.
library CandorTypes {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant NAME_HASH = keccak256("Candor");
    bytes32 internal constant VERSION_HASH = keccak256("1");

    bytes32 internal constant INCLUSION_PROMISE_TYPEHASH = keccak256(
        "InclusionPromise(uint64 rollupId,uint64 seq,bytes32 txHash,address sender,uint64 nonce,uint64 receivedAtMillis,uint64 includeBy,bytes32 policyHash)"
    );
    bytes32 internal constant ADMISSION_REFUSAL_TYPEHASH = keccak256(
        "AdmissionRefusal(uint64 rollupId,bytes32 txHash,uint16 reason,uint64 refusedAtMillis,bytes32 policyHash)"
    );
    bytes32 internal constant CUT_TYPEHASH = keccak256(
        "Cut(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,bytes32 cutRoot,uint64 forcedThrough,uint64 depositsThrough,uint64 sealedAtMillis,bytes32 policyHash,uint64 l1OriginNumber,bytes32 l1OriginHash)"
    );
    bytes32 internal constant BATCH_HEADER_TYPEHASH = keccak256(
        "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)"
    );
    bytes32 internal constant EXECUTION_STATEMENT_TYPEHASH = keccak256(
        "ExecutionStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 l2BlockHash,bytes32 stateRoot,bytes32 receiptsRoot,bytes32 outcomesRoot,uint64 gasUsed)"
    );
    bytes32 internal constant DATA_STATEMENT_TYPEHASH =
        keccak256("DataStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 dataHash)");
    bytes32 internal constant BATCH_ATTESTATION_TYPEHASH = keccak256(
        "BatchAttestation(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 executionHash,uint8 verdict)"
    );
    bytes32 internal constant DISPUTE_VERDICT_TYPEHASH =
        keccak256("DisputeVerdict(bytes32 disputeId,uint8 round,uint8 verdict,bytes32 evidenceHash,uint64 decidedAt)");
    bytes32 internal constant ROLLBACK_RATIFICATION_TYPEHASH = keccak256(
        "RollbackRatification(uint64 rollupId,uint64 generation,bytes32 faultId,uint64 anchorNumber,bytes32 anchorHash)"
    );
    bytes32 internal constant LOG_CHECKPOINT_TYPEHASH =
        keccak256("LogCheckpoint(bytes32 originHash,uint64 size,bytes32 root)");

    /// @notice The domain separator for a chain and a Rollup proxy.
    function domainSeparator(uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, chainId, verifyingContract));
    }

    /// @notice `keccak256(0x1901 ‖ domainSeparator ‖ structHash)`.
    function digest(bytes32 separator, bytes32 structHash) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, hex"1901")
            mstore(add(pointer, 0x02), separator)
            mstore(add(pointer, 0x22), structHash)
            result := keccak256(pointer, 0x42)
        }
    }

    function hash(InclusionPromise memory promise_) internal pure returns (bytes32) {
        return keccak256(abi.encode(INCLUSION_PROMISE_TYPEHASH, promise_));
    }

    function hash(AdmissionRefusal memory refusal) internal pure returns (bytes32) {
        return keccak256(abi.encode(ADMISSION_REFUSAL_TYPEHASH, refusal));
    }

    function hash(Cut memory cut) internal pure returns (bytes32) {
        return keccak256(abi.encode(CUT_TYPEHASH, cut));
    }

    function hash(BatchHeader memory header) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_HEADER_TYPEHASH, header));
    }

    function hash(ExecutionStatement memory statement) internal pure returns (bytes32) {
        return keccak256(abi.encode(EXECUTION_STATEMENT_TYPEHASH, statement));
    }

    function hash(DataStatement memory statement) internal pure returns (bytes32) {
        return keccak256(abi.encode(DATA_STATEMENT_TYPEHASH, statement));
    }

    function hash(BatchAttestation memory attestation) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_ATTESTATION_TYPEHASH, attestation));
    }

    function hash(DisputeVerdict memory verdict) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISPUTE_VERDICT_TYPEHASH, verdict));
    }

    function hash(RollbackRatification memory ratification) internal pure returns (bytes32) {
        return keccak256(abi.encode(ROLLBACK_RATIFICATION_TYPEHASH, ratification));
    }

    function hash(LogCheckpoint memory checkpoint) internal pure returns (bytes32) {
        return keccak256(abi.encode(LOG_CHECKPOINT_TYPEHASH, checkpoint));
    }

    /// @notice `policyHash = keccak256(abi.encode(Policy))`: a plain hash, outside EIP-712.
    function hash(Policy memory policy) internal pure returns (bytes32) {
        return keccak256(abi.encode(policy));
    }

    /// @notice The cut that a header was made from: every member of a cut is in its header.
    function cutOf(BatchHeader memory header) internal pure returns (Cut memory) {
        return Cut({
            rollupId: header.rollupId,
            generation: header.generation,
            number: header.number,
            parentHash: header.parentHash,
            firstSeq: header.firstSeq,
            seqCount: header.seqCount,
            cutRoot: header.cutRoot,
            forcedThrough: header.forcedThrough,
            depositsThrough: header.depositsThrough,
            sealedAtMillis: header.sealedAtMillis,
            policyHash: header.policyHash,
            l1OriginNumber: header.l1OriginNumber,
            l1OriginHash: header.l1OriginHash
        });
    }
}
