package dev.candor.sequencer.query;

import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(
        description =
                "What executing a batch came to, with the order key's signature. executionHash is its EIP-712 digest.")
record SignedStatement(Statement statement, String executionHash, String statementSignature) {

    static SignedStatement of(StoredBatch.Executed executed) {
        return new SignedStatement(
                Statement.of(executed.statement()),
                executed.executionHash().toHex(),
                executed.statementSignature().toHex());
    }

    @Schema(name = "ExecutionStatement", description = "The members of the EIP-712 type (spec/protocol.md section 6).")
    record Statement(
            String rollupId,
            String generation,
            String number,
            String batchHash,
            String l2BlockHash,
            String stateRoot,
            String receiptsRoot,
            String outcomesRoot,
            String gasUsed) {

        static Statement of(ExecutionStatement statement) {
            return new Statement(
                    statement.rollupId().toString(),
                    statement.generation().toString(),
                    statement.number().toString(),
                    statement.batchHash().toHex(),
                    statement.l2BlockHash().toHex(),
                    statement.stateRoot().toHex(),
                    statement.receiptsRoot().toHex(),
                    statement.outcomesRoot().toHex(),
                    Long.toUnsignedString(statement.gasUsed()));
        }
    }
}
