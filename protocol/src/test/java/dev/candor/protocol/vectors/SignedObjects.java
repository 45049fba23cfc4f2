package dev.candor.protocol.vectors;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.DisputeVerdict;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.eip712.RollbackRatification;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;

/** The signed objects of the vector files as records. */
public final class SignedObjects {
    private SignedObjects() {}

    public static SignedObject of(String type, Vectors m) {
        return switch (type) {
            case "InclusionPromise" ->
                new InclusionPromise(
                        rollupId(m),
                        new Seq(m.uint64("seq")),
                        m.hash("txHash"),
                        m.address("sender"),
                        m.uint64("nonce"),
                        m.uint64("receivedAtMillis"),
                        m.uint64("includeBy"),
                        m.hash("policyHash"));
            case "AdmissionRefusal" ->
                new AdmissionRefusal(
                        rollupId(m),
                        m.hash("txHash"),
                        m.uint32("reason"),
                        m.uint64("refusedAtMillis"),
                        m.hash("policyHash"));
            case "Cut" -> cut(m);
            case "BatchHeader" -> header(m);
            case "ExecutionStatement" -> statement(m);
            case "DataStatement" ->
                new DataStatement(rollupId(m), generation(m), number(m), m.hash("batchHash"), m.hash("dataHash"));
            case "BatchAttestation" ->
                new BatchAttestation(
                        rollupId(m),
                        generation(m),
                        number(m),
                        m.hash("batchHash"),
                        m.hash("executionHash"),
                        m.uint32("verdict"));
            case "DisputeVerdict" ->
                new DisputeVerdict(
                        m.hash("disputeId"),
                        m.uint32("round"),
                        m.uint32("verdict"),
                        m.hash("evidenceHash"),
                        m.uint64("decidedAt"));
            case "RollbackRatification" ->
                new RollbackRatification(
                        rollupId(m),
                        generation(m),
                        m.hash("faultId"),
                        new BatchNumber(m.uint64("anchorNumber")),
                        m.hash("anchorHash"));
            case "LogCheckpoint" -> new LogCheckpoint(m.hash("originHash"), m.uint64("size"), m.hash("root"));
            default -> throw new IllegalStateException("Expected a signed object of the protocol, found " + type + ".");
        };
    }

    public static BatchHeader header(Vectors m) {
        return new BatchHeader(
                rollupId(m),
                generation(m),
                number(m),
                m.hash("parentHash"),
                new Seq(m.uint64("firstSeq")),
                m.uint64("seqCount"),
                m.uint32("txCount"),
                m.hash("cutRoot"),
                m.hash("arrivalRoot"),
                m.hash("orderRoot"),
                m.uint32("beaconKind"),
                m.hash("seed"),
                m.hash("policyHash"),
                m.uint64("sealedAtMillis"),
                m.uint64("forcedThrough"),
                m.uint64("depositsThrough"),
                m.uint64("l1OriginNumber"),
                m.hash("l1OriginHash"));
    }

    private static Cut cut(Vectors m) {
        return new Cut(
                rollupId(m),
                generation(m),
                number(m),
                m.hash("parentHash"),
                new Seq(m.uint64("firstSeq")),
                m.uint64("seqCount"),
                m.hash("cutRoot"),
                m.uint64("forcedThrough"),
                m.uint64("depositsThrough"),
                m.uint64("sealedAtMillis"),
                m.hash("policyHash"),
                m.uint64("l1OriginNumber"),
                m.hash("l1OriginHash"));
    }

    private static ExecutionStatement statement(Vectors m) {
        return new ExecutionStatement(
                rollupId(m),
                generation(m),
                number(m),
                m.hash("batchHash"),
                m.hash("l2BlockHash"),
                m.hash("stateRoot"),
                m.hash("receiptsRoot"),
                m.hash("outcomesRoot"),
                m.uint64("gasUsed"));
    }

    private static RollupId rollupId(Vectors m) {
        return new RollupId(m.uint64("rollupId"));
    }

    private static Generation generation(Vectors m) {
        return new Generation(m.uint64("generation"));
    }

    private static BatchNumber number(Vectors m) {
        return new BatchNumber(m.uint64("number"));
    }
}
