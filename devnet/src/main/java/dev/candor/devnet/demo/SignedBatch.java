package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.signing.Signature65;
import tools.jackson.databind.JsonNode;

/**
 * What {@code GET /v1/batches/{number}} says of a batch that was executed.
 *
 * @param posted where it is on L1, in words
 */
record SignedBatch(
        BatchHeader header,
        Signature65 headerSignature,
        ExecutionStatement statement,
        Signature65 statementSignature,
        String posted) {

    static SignedBatch of(JsonNode batch) {
        JsonNode header = batch.findParent("headerSignature");
        JsonNode statement = batch.findParent("statementSignature");
        JsonNode block = batch.findValue("l1BlockNumber");
        return new SignedBatch(
                Signatures.header(header.path("header")),
                Signature65.fromHex(header.path("headerSignature").asString()),
                Signatures.statement(statement.path("statement")),
                Signature65.fromHex(statement.path("statementSignature").asString()),
                block == null ? "on L1" : "L1 block " + block.asString());
    }
}
