package dev.candor.audit.entries;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;

/** Reads the values of the sequencer's events, version 1 (spec/events/v1). Members that are not named there are ignored. */
final class EventForms {
    private static final long MAX_UINT8 = 0xff;
    private static final long MAX_UINT16 = 0xffff;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    private final RollupId rollupId;

    EventForms(RollupId rollupId) {
        this.rollupId = rollupId;
    }

    LoggedEvent read(EntryKind kind, EventMembers value) throws UndecodableException {
        requireSame("rollupId", rollupId.value(), value.uint64("rollupId"));
        return switch (kind) {
            case PROMISE_ISSUED -> promise(value);
            case ADMISSION_REFUSED -> refusal(value);
            case BATCH_SEALED -> sealed(value);
            case BATCH_EXECUTED -> executed(value);
            case BATCH_POSTED -> posted(value);
            case BATCH_FINALIZED -> finalized(value);
            case BATCH_VOIDED -> voided(value);
            case COVERAGE, ARRIVAL, OTHER, UNDECODABLE ->
                throw new IllegalArgumentException("Expected the kind of an event, found " + kind + ".");
        };
    }

    private LoggedEvent promise(EventMembers value) throws UndecodableException {
        return new LoggedEvent.PromiseIssued(
                new Generation(value.number("generation")),
                promised(value.object("promise")),
                value.bytes("signature"),
                value.bytes("rawTx"));
    }

    /** The members of a promise. */
    InclusionPromise promised(EventMembers promise) throws UndecodableException {
        requireSame("promise.rollupId", rollupId.value(), promise.uint64("rollupId"));
        return new InclusionPromise(
                rollupId,
                new Seq(promise.number("seq")),
                promise.hash("txHash"),
                promise.address("sender"),
                promise.uint64("nonce"),
                promise.number("receivedAtMillis"),
                promise.uint64("includeBy"),
                promise.hash("policyHash"));
    }

    private LoggedEvent refusal(EventMembers value) throws UndecodableException {
        EventMembers refusal = value.object("refusal");
        requireSame("refusal.rollupId", rollupId.value(), refusal.uint64("rollupId"));
        return new LoggedEvent.AdmissionRefused(
                new Generation(value.number("generation")),
                new AdmissionRefusal(
                        rollupId,
                        refusal.hash("txHash"),
                        (int) refusal.smallNumber("reason", MAX_UINT16),
                        refusal.number("refusedAtMillis"),
                        refusal.hash("policyHash")),
                value.text("reasonName"),
                value.bytes("signature"));
    }

    private LoggedEvent sealed(EventMembers value) throws UndecodableException {
        EventMembers object = value.object("header");
        requireSame("header.rollupId", rollupId.value(), object.uint64("rollupId"));
        BatchHeader header = new BatchHeader(
                rollupId,
                new Generation(object.number("generation")),
                new BatchNumber(object.number("number")),
                object.hash("parentHash"),
                new Seq(object.number("firstSeq")),
                object.number("seqCount"),
                (int) object.smallNumber("txCount", MAX_UINT32),
                object.hash("cutRoot"),
                object.hash("arrivalRoot"),
                object.hash("orderRoot"),
                (int) object.smallNumber("beaconKind", MAX_UINT8),
                object.hash("seed"),
                object.hash("policyHash"),
                object.number("sealedAtMillis"),
                object.number("forcedThrough"),
                object.number("depositsThrough"),
                object.number("l1OriginNumber"),
                object.hash("l1OriginHash"));
        requireSame(
                "header.generation",
                value.number("generation"),
                header.generation().value());
        if (header.firstSeq().value() + header.seqCount() < 0) {
            throw new UndecodableException("Expected firstSeq + seqCount below 2^63, found %s + %d."
                    .formatted(header.firstSeq(), header.seqCount()));
        }
        return new LoggedEvent.BatchSealed(
                header,
                value.bytes("headerSignature"),
                value.bytes("cutSignature"),
                value.bytes("beaconSignature"),
                value.hash("batchHash"),
                value.hash("cutHash"));
    }

    private LoggedEvent executed(EventMembers value) throws UndecodableException {
        EventMembers object = value.object("statement");
        requireSame("statement.rollupId", rollupId.value(), object.uint64("rollupId"));
        ExecutionStatement statement = new ExecutionStatement(
                rollupId,
                new Generation(object.number("generation")),
                new BatchNumber(object.number("number")),
                object.hash("batchHash"),
                object.hash("l2BlockHash"),
                object.hash("stateRoot"),
                object.hash("receiptsRoot"),
                object.hash("outcomesRoot"),
                object.uint64("gasUsed"));
        requireSame(
                "statement.generation",
                value.number("generation"),
                statement.generation().value());
        requireSame(
                "statement.number", value.number("number"), statement.number().value());
        return new LoggedEvent.BatchExecuted(
                statement, value.bytes("statementSignature"), value.hash("executionHash"), value.bytes("outcomes"));
    }

    private static LoggedEvent posted(EventMembers value) throws UndecodableException {
        EventMembers opening = value.object("commitment");
        return new LoggedEvent.BatchPosted(
                new Generation(value.number("generation")),
                new BatchNumber(value.number("number")),
                new BatchCommitment(
                        opening.hash("batchHash"),
                        opening.hash("executionHash"),
                        opening.hash("dataHash"),
                        opening.number("postedAt"),
                        opening.number("challengeWindow")),
                value.hash("commitmentHash"),
                value.hashes("dataHashes"),
                l1(value));
    }

    private static LoggedEvent finalized(EventMembers value) throws UndecodableException {
        return new LoggedEvent.BatchFinalized(
                new Generation(value.number("generation")),
                new BatchNumber(value.number("number")),
                value.hash("batchHash"),
                l1(value));
    }

    private static LoggedEvent voided(EventMembers value) throws UndecodableException {
        return new LoggedEvent.BatchVoided(
                new Generation(value.number("generation")),
                new BatchNumber(value.number("number")),
                value.hash("batchHash"),
                new Generation(value.number("newGeneration")),
                new BatchNumber(value.number("anchorNumber")),
                value.hash("faultId"),
                l1(value));
    }

    private static L1Place l1(EventMembers value) throws UndecodableException {
        EventMembers place = value.object("l1");
        return new L1Place(place.hash("transactionHash"), place.number("blockNumber"), place.hash("blockHash"), (int)
                place.smallNumber("logIndex", Integer.MAX_VALUE));
    }

    private static void requireSame(String what, long expected, long found) throws UndecodableException {
        if (expected != found) {
            throw new UndecodableException("Expected %s %s, found %s."
                    .formatted(what, Long.toUnsignedString(expected), Long.toUnsignedString(found)));
        }
    }
}
