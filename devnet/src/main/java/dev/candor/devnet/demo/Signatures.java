package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import tools.jackson.databind.JsonNode;

/** Checks what the sequencer signed against the order key that its deployment registered on L1. */
record Signatures(CandorDomain domain, Address orderKey) {

    boolean verify(SignedObject object, Signature65 signature) {
        return Secp256k1.verify(object.digest(domain), signature, orderKey);
    }

    /** The JSON form of a header ({@code spec/events/v1/BatchSealed.schema.json}). */
    static BatchHeader header(JsonNode header) {
        return new BatchHeader(
                RollupId.parse(header.path("rollupId").asString()),
                new Generation(number(header, "generation")),
                new BatchNumber(number(header, "number")),
                hash(header, "parentHash"),
                Seq.parse(header.path("firstSeq").asString()),
                number(header, "seqCount"),
                header.path("txCount").asInt(),
                hash(header, "cutRoot"),
                hash(header, "arrivalRoot"),
                hash(header, "orderRoot"),
                header.path("beaconKind").asInt(),
                hash(header, "seed"),
                hash(header, "policyHash"),
                number(header, "sealedAtMillis"),
                number(header, "forcedThrough"),
                number(header, "depositsThrough"),
                number(header, "l1OriginNumber"),
                hash(header, "l1OriginHash"));
    }

    /** The JSON form of a statement ({@code spec/events/v1/BatchExecuted.schema.json}). */
    static ExecutionStatement statement(JsonNode statement) {
        return new ExecutionStatement(
                RollupId.parse(statement.path("rollupId").asString()),
                new Generation(number(statement, "generation")),
                new BatchNumber(number(statement, "number")),
                hash(statement, "batchHash"),
                hash(statement, "l2BlockHash"),
                hash(statement, "stateRoot"),
                hash(statement, "receiptsRoot"),
                hash(statement, "outcomesRoot"),
                number(statement, "gasUsed"));
    }

    private static Hash32 hash(JsonNode object, String member) {
        return Hash32.fromHex(object.path(member).asString());
    }

    private static long number(JsonNode object, String member) {
        return Long.parseUnsignedLong(object.path(member).asString());
    }
}
