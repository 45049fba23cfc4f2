package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.signing.Signature65;
import tools.jackson.databind.JsonNode;

/** What {@code GET /v1/batches/{number}} says of a batch that was executed. */
record SignedBatch(
        BatchHeader header, Signature65 headerSignature, ExecutionStatement statement, Signature65 statementSignature) {

    static SignedBatch of(JsonNode batch) {
        return new SignedBatch(
                Signatures.header(batch.path("header")),
                Signature65.fromHex(batch.path("headerSignature").asString()),
                Signatures.statement(batch.path("statement")),
                Signature65.fromHex(batch.path("statementSignature").asString()));
    }
}
