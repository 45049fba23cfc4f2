package dev.candor.sequencer.ordering;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.GoldenSample;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was released once is what is sent for ever. */
class BatchEventsTest {
    /** One success of 21,000 gas, as a batch's row stores it. */
    private static final Bytes OUTCOMES = Bytes.fromHex("0x01" + "0000000000005208");

    private final GoldenSample sealed = GoldenSample.of("BatchSealed");
    private final GoldenSample executed = GoldenSample.of("BatchExecuted");

    @Test
    void batchSealedIsTheGoldenSample() {
        sealed.requireEqual(BatchEvents.sealed(batch()));
    }

    @Test
    void batchExecutedIsTheGoldenSample() {
        executed.requireEqual(BatchEvents.executed(batch()));
    }

    private StoredBatch batch() {
        BatchHeader header = header();
        StoredBatch.Ordered ordered = new StoredBatch.Ordered(
                header,
                sealed.hash("/batchHash"),
                Signature65.fromHex(sealed.text("/headerSignature")),
                Bytes.fromHex(sealed.text("/beaconSignature")),
                sealed.atMillis());
        StoredBatch.Executed statement = new StoredBatch.Executed(
                statement(),
                executed.hash("/executionHash"),
                Signature65.fromHex(executed.text("/statementSignature")),
                Bytes.EMPTY,
                OUTCOMES,
                executed.atMillis());
        return new StoredBatch(
                BatchStatus.EXECUTED,
                header.toCut(),
                sealed.hash("/cutHash"),
                Optional.of(Signature65.fromHex(sealed.text("/cutSignature"))),
                CutPlannerTest.policy(30_000_000, 100, 100_000, 4),
                0,
                Map.of(),
                Optional.of(ordered),
                Optional.of(statement),
                1,
                0);
    }

    private BatchHeader header() {
        return new BatchHeader(
                sealed.rollup().id(),
                new Generation(sealed.number("/header/generation")),
                new BatchNumber(sealed.number("/header/number")),
                sealed.hash("/header/parentHash"),
                Seq.parse(sealed.text("/header/firstSeq")),
                sealed.number("/header/seqCount"),
                (int) sealed.number("/header/txCount"),
                sealed.hash("/header/cutRoot"),
                sealed.hash("/header/arrivalRoot"),
                sealed.hash("/header/orderRoot"),
                (int) sealed.number("/header/beaconKind"),
                sealed.hash("/header/seed"),
                sealed.hash("/header/policyHash"),
                sealed.number("/header/sealedAtMillis"),
                sealed.number("/header/forcedThrough"),
                sealed.number("/header/depositsThrough"),
                sealed.number("/header/l1OriginNumber"),
                sealed.hash("/header/l1OriginHash"));
    }

    private ExecutionStatement statement() {
        return new ExecutionStatement(
                executed.rollup().id(),
                new Generation(executed.number("/statement/generation")),
                new BatchNumber(executed.number("/statement/number")),
                executed.hash("/statement/batchHash"),
                executed.hash("/statement/l2BlockHash"),
                executed.hash("/statement/stateRoot"),
                executed.hash("/statement/receiptsRoot"),
                executed.hash("/statement/outcomesRoot"),
                executed.number("/statement/gasUsed"));
    }
}
