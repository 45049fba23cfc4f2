// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {
    AdmissionRefusal,
    BatchAttestation,
    BatchHeader,
    CandorTypes,
    Cut,
    DataStatement,
    DisputeVerdict,
    ExecutionStatement,
    InclusionPromise,
    LogCheckpoint,
    Policy,
    RollbackRatification
} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {VectorTest} from "../foundry/VectorTest.sol";

contract TypeVectorsTest is VectorTest {
    struct Domain {
        uint256 chainId;
        address verifyingContract;
    }

    struct TypeHash {
        string name;
        bytes32 typeHash;
    }

    struct SignatureCase {
        bytes32 digest;
        string reason;
        bytes signature;
        address signer;
        bool valid;
    }

    struct Invalid {
        bytes32 hash;
        string reason;
    }

    string private json;
    bytes32 private separator;

    function setUp() external {
        json = readVectors("eip712");
        Domain memory domain = abi.decode(
            vm.parseJsonType(json, ".domain", "DomainVector(uint256 chainId,address verifyingContract)"), (Domain)
        );
        separator = harness.domainSeparator(domain.chainId, domain.verifyingContract);
    }

    function test_domainSeparatorIsTheVectors() external view {
        vm.assertEq(separator, vm.parseJsonBytes32(json, ".domainSeparator"), "domain separator");
        vm.assertEq(CandorTypes.DOMAIN_TYPEHASH, vm.parseJsonBytes32(json, ".domainTypeHash"), "domain type");
    }

    function test_typeHashesAreTheVectors() external view {
        TypeHash[] memory types =
            abi.decode(vm.parseJsonTypeArray(json, ".types", "TypeVector(string name,bytes32 typeHash)"), (TypeHash[]));
        vm.assertEq(types.length, 10, "types");
        for (uint256 i = 0; i < types.length; ++i) {
            vm.assertEq(typeHashOf(types[i].name), types[i].typeHash, types[i].name);
        }
    }

    function typeHashOf(string memory name) private pure returns (bytes32) {
        bytes32 key = keccak256(bytes(name));
        if (key == keccak256("InclusionPromise")) return CandorTypes.INCLUSION_PROMISE_TYPEHASH;
        if (key == keccak256("AdmissionRefusal")) return CandorTypes.ADMISSION_REFUSAL_TYPEHASH;
        if (key == keccak256("Cut")) return CandorTypes.CUT_TYPEHASH;
        if (key == keccak256("BatchHeader")) return CandorTypes.BATCH_HEADER_TYPEHASH;
        if (key == keccak256("ExecutionStatement")) return CandorTypes.EXECUTION_STATEMENT_TYPEHASH;
        if (key == keccak256("DataStatement")) return CandorTypes.DATA_STATEMENT_TYPEHASH;
        if (key == keccak256("BatchAttestation")) return CandorTypes.BATCH_ATTESTATION_TYPEHASH;
        if (key == keccak256("DisputeVerdict")) return CandorTypes.DISPUTE_VERDICT_TYPEHASH;
        if (key == keccak256("RollbackRatification")) return CandorTypes.ROLLBACK_RATIFICATION_TYPEHASH;
        if (key == keccak256("LogCheckpoint")) return CandorTypes.LOG_CHECKPOINT_TYPEHASH;
        return bytes32(0);
    }

    function test_inclusionPromises() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "InclusionPromise",
                i,
                "(uint64 rollupId,uint64 seq,bytes32 txHash,address sender,uint64 nonce,uint64 receivedAtMillis,uint64 includeBy,bytes32 policyHash)"
            );
            compare("InclusionPromise", i, harness.hashInclusionPromise(abi.decode(m, (InclusionPromise))));
        }
    }

    function test_admissionRefusals() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "AdmissionRefusal",
                i,
                "(uint64 rollupId,bytes32 txHash,uint16 reason,uint64 refusedAtMillis,bytes32 policyHash)"
            );
            compare("AdmissionRefusal", i, harness.hashAdmissionRefusal(abi.decode(m, (AdmissionRefusal))));
        }
    }

    function test_cuts() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "Cut",
                i,
                "(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,bytes32 cutRoot,uint64 forcedThrough,uint64 depositsThrough,uint64 sealedAtMillis,bytes32 policyHash,uint64 l1OriginNumber,bytes32 l1OriginHash)"
            );
            compare("Cut", i, harness.hashCut(abi.decode(m, (Cut))));
        }
    }

    function test_batchHeaders() external view {
        for (uint256 i = 0; i < 3; ++i) {
            BatchHeader memory header = headerAt(string.concat(".objects.BatchHeader[", vm.toString(i), "].message"));
            compare("BatchHeader", i, harness.hashBatchHeader(header));
        }
    }

    function test_cutFollowsFromItsHeader() external view {
        BatchHeader memory header = headerAt(".cutOfHeader.header");
        bytes32 batchHash = harness.digest(separator, harness.hashBatchHeader(header));
        bytes32 cutHash = harness.digest(separator, harness.hashCut(harness.cutOf(header)));
        vm.assertEq(batchHash, vm.parseJsonBytes32(json, ".cutOfHeader.batchHash"), "batch hash");
        vm.assertEq(cutHash, vm.parseJsonBytes32(json, ".cutOfHeader.cutHash"), "cut hash");
    }

    function test_executionStatements() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "ExecutionStatement",
                i,
                "(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 l2BlockHash,bytes32 stateRoot,bytes32 receiptsRoot,bytes32 outcomesRoot,uint64 gasUsed)"
            );
            compare("ExecutionStatement", i, harness.hashExecutionStatement(abi.decode(m, (ExecutionStatement))));
        }
    }

    function test_dataStatements() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "DataStatement",
                i,
                "(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 dataHash)"
            );
            compare("DataStatement", i, harness.hashDataStatement(abi.decode(m, (DataStatement))));
        }
    }

    function test_batchAttestations() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "BatchAttestation",
                i,
                "(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 executionHash,uint8 verdict)"
            );
            compare("BatchAttestation", i, harness.hashBatchAttestation(abi.decode(m, (BatchAttestation))));
        }
    }

    function test_disputeVerdicts() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "DisputeVerdict",
                i,
                "(bytes32 disputeId,uint8 round,uint8 verdict,bytes32 evidenceHash,uint64 decidedAt)"
            );
            compare("DisputeVerdict", i, harness.hashDisputeVerdict(abi.decode(m, (DisputeVerdict))));
        }
    }

    function test_rollbackRatifications() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message(
                "RollbackRatification",
                i,
                "(uint64 rollupId,uint64 generation,bytes32 faultId,uint64 anchorNumber,bytes32 anchorHash)"
            );
            compare("RollbackRatification", i, harness.hashRollbackRatification(abi.decode(m, (RollbackRatification))));
        }
    }

    function test_logCheckpoints() external view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory m = message("LogCheckpoint", i, "(bytes32 originHash,uint64 size,bytes32 root)");
            compare("LogCheckpoint", i, harness.hashLogCheckpoint(abi.decode(m, (LogCheckpoint))));
        }
    }

    /// @dev The very call by which Rollup reads signatures.
    function test_signaturesAreReadAsTheVectorsSay() external view {
        SignatureCase[] memory cases = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".signatures",
                "SignatureVector(bytes32 digest,string reason,bytes signature,address signer,bool valid)"
            ),
            (SignatureCase[])
        );
        vm.assertLt(0, cases.length, "there are vectors");
        for (uint256 i = 0; i < cases.length; ++i) {
            (address signer,,) = ECDSA.tryRecover(cases[i].digest, cases[i].signature);
            bool accepted = signer != address(0) && signer == cases[i].signer;
            vm.assertTrue(accepted == cases[i].valid, cases[i].reason);
        }
    }

    function test_policies() external view {
        string memory policies = readVectors("policy");
        bytes32[3] memory hashes;
        for (uint256 i = 0; i < 3; ++i) {
            string memory at = string.concat(".cases[", vm.toString(i), "]");
            Policy memory policy = abi.decode(
                vm.parseJsonType(
                    policies,
                    string.concat(at, ".policy"),
                    "Policy(uint16 version,uint8 ordering,uint8 beaconKinds,uint8 transactionTypes,uint64 batchIntervalMillis,uint64 maxGas,uint32 maxCount,uint32 maxBytes,uint32 forcedCap,uint64 inclusionDelaySeconds,uint64 maxOrderingDelayMillis,address feeRecipient,uint256 compensationWei)"
                ),
                (Policy)
            );
            vm.assertEq(abi.encode(policy), vm.parseJsonBytes(policies, string.concat(at, ".encoded")), at);
            hashes[i] = harness.hashPolicy(policy);
            vm.assertEq(hashes[i], vm.parseJsonBytes32(policies, string.concat(at, ".hash")), at);
        }
        checkInvalid(policies, hashes);
    }

    function test_commitmentsAndDataHashes() external view {
        string memory commitments = readVectors("commitment");
        bytes32[3] memory hashes;
        for (uint256 i = 0; i < 3; ++i) {
            string memory at = string.concat(".cases[", vm.toString(i), "]");
            IRollup.BatchCommitment memory commitment = abi.decode(
                vm.parseJsonType(
                    commitments,
                    string.concat(at, ".fields"),
                    "BatchCommitment(bytes32 batchHash,bytes32 executionHash,bytes32 dataHash,uint64 postedAt,uint64 challengeWindow)"
                ),
                (IRollup.BatchCommitment)
            );
            bytes32 expected = vm.parseJsonBytes32(commitments, string.concat(at, ".hash"));
            hashes[i] = harness.hashCommitment(commitment);
            vm.assertEq(hashes[i], expected, at);
            checkDataHash(commitments, string.concat(".dataHashes[", vm.toString(i), "]"));
        }
        checkInvalid(commitments, hashes);
    }

    /// @dev A wrong way of hashing gives none of the right hashes.
    function checkInvalid(string memory vectors, bytes32[3] memory hashes) private pure {
        Invalid[] memory invalid = abi.decode(
            vm.parseJsonTypeArray(vectors, ".invalid", "InvalidHashVector(bytes32 hash,string reason)"), (Invalid[])
        );
        vm.assertLt(0, invalid.length, "there are vectors");
        for (uint256 i = 0; i < invalid.length; ++i) {
            for (uint256 j = 0; j < hashes.length; ++j) {
                vm.assertTrue(invalid[i].hash != hashes[j], invalid[i].reason);
            }
        }
    }

    function checkDataHash(string memory commitments, string memory at) private view {
        bytes[] memory chunks = vm.parseJsonBytesArray(commitments, string.concat(at, ".chunks"));
        bytes32[] memory hashes = new bytes32[](chunks.length);
        for (uint256 i = 0; i < chunks.length; ++i) {
            hashes[i] = keccak256(chunks[i]);
        }
        vm.assertEq(harness.hashData(hashes), vm.parseJsonBytes32(commitments, string.concat(at, ".dataHash")), at);
    }

    function headerAt(string memory at) private view returns (BatchHeader memory) {
        return abi.decode(
            vm.parseJsonType(
                json,
                at,
                "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)"
            ),
            (BatchHeader)
        );
    }

    function message(string memory name, uint256 i, string memory members) private view returns (bytes memory) {
        return vm.parseJsonType(
            json, string.concat(".objects.", name, "[", vm.toString(i), "].message"), string.concat(name, members)
        );
    }

    function compare(string memory name, uint256 i, bytes32 structHash) private view {
        string memory at = string.concat(".objects.", name, "[", vm.toString(i), "]");
        vm.assertEq(structHash, vm.parseJsonBytes32(json, string.concat(at, ".structHash")), at);
        bytes32 digest = harness.digest(separator, structHash);
        vm.assertEq(digest, vm.parseJsonBytes32(json, string.concat(at, ".digest")), at);
        bytes memory signed = vm.parseJsonBytes(json, string.concat(at, ".signature"));
        address signer = vm.parseJsonAddress(json, string.concat(at, ".signer"));
        vm.assertEq(ECDSA.recover(digest, signed), signer, at);
    }
}
