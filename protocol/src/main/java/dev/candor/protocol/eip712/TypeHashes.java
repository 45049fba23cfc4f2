package dev.candor.protocol.eip712;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;

/**
 * The EIP-712 type hashes: keccak256 of each {@code encodeType}, which has no blanks after commas. The contracts hold the
 * same constants, and the build asserts that they agree.
 */
public final class TypeHashes {
    public static final Hash32 EIP712_DOMAIN =
            Keccak256.hashUtf8("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    public static final Hash32 INCLUSION_PROMISE =
            Keccak256.hashUtf8("InclusionPromise(uint64 rollupId,uint64 seq,bytes32 txHash,address sender,uint64 nonce,"
                    + "uint64 receivedAtMillis,uint64 includeBy,bytes32 policyHash)");
    public static final Hash32 ADMISSION_REFUSAL =
            Keccak256.hashUtf8("AdmissionRefusal(uint64 rollupId,bytes32 txHash,uint16 reason,uint64 refusedAtMillis,"
                    + "bytes32 policyHash)");
    public static final Hash32 CUT =
            Keccak256.hashUtf8("Cut(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,"
                    + "uint64 seqCount,bytes32 cutRoot,uint64 forcedThrough,uint64 depositsThrough,"
                    + "uint64 sealedAtMillis,bytes32 policyHash,uint64 l1OriginNumber,bytes32 l1OriginHash)");
    public static final Hash32 BATCH_HEADER =
            Keccak256.hashUtf8("BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,"
                    + "uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,"
                    + "bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,"
                    + "uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)");
    public static final Hash32 EXECUTION_STATEMENT =
            Keccak256.hashUtf8("ExecutionStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,"
                    + "bytes32 l2BlockHash,bytes32 stateRoot,bytes32 receiptsRoot,bytes32 outcomesRoot,"
                    + "uint64 gasUsed)");
    public static final Hash32 DATA_STATEMENT = Keccak256.hashUtf8(
            "DataStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 dataHash)");
    public static final Hash32 BATCH_ATTESTATION =
            Keccak256.hashUtf8("BatchAttestation(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,"
                    + "bytes32 executionHash,uint8 verdict)");
    public static final Hash32 DISPUTE_VERDICT = Keccak256.hashUtf8(
            "DisputeVerdict(bytes32 disputeId,uint8 round,uint8 verdict,bytes32 evidenceHash," + "uint64 decidedAt)");
    public static final Hash32 ROLLBACK_RATIFICATION =
            Keccak256.hashUtf8("RollbackRatification(uint64 rollupId,uint64 generation,bytes32 faultId,"
                    + "uint64 anchorNumber,bytes32 anchorHash)");
    public static final Hash32 LOG_CHECKPOINT =
            Keccak256.hashUtf8("LogCheckpoint(bytes32 originHash,uint64 size,bytes32 root)");

    private TypeHashes() {}
}
