package dev.candor.audit.entries;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import org.jspecify.annotations.Nullable;

/** What one entry is found by; a row of {@code entry_index}. */
record IndexRow(
        long logIndex,
        EntryKind kind,
        @Nullable String typeName,
        @Nullable Long seq,
        byte @Nullable [] txHash,
        byte @Nullable [] sender,
        @Nullable Long generation,
        @Nullable Long number) {

    static IndexRow of(LoggedEntry entry) {
        long index = entry.index();
        return switch (entry.event()) {
            case LoggedEvent.Arrival arrival -> arrival(index, arrival);
            case LoggedEvent.PromiseIssued issued ->
                ofTransaction(
                        index,
                        issued,
                        issued.promise().seq().value(),
                        issued.promise().txHash());
            case LoggedEvent.AdmissionRefused refused ->
                ofTransaction(index, refused, null, refused.refusal().txHash());
            case LoggedEvent.BatchSealed sealed ->
                ofBatch(
                        index,
                        sealed,
                        new BatchKey(
                                sealed.header().generation(), sealed.header().number()));
            case LoggedEvent.BatchExecuted executed ->
                ofBatch(
                        index,
                        executed,
                        new BatchKey(
                                executed.statement().generation(),
                                executed.statement().number()));
            case LoggedEvent.BatchPosted posted ->
                ofBatch(index, posted, new BatchKey(posted.generation(), posted.number()));
            case LoggedEvent.BatchFinalized done ->
                ofBatch(index, done, new BatchKey(done.generation(), done.number()));
            case LoggedEvent.BatchVoided voided ->
                ofBatch(index, voided, new BatchKey(voided.generation(), voided.number()));
            case LoggedEvent.Other other -> bare(index, other, other.type());
            case LoggedEvent.Coverage coverage -> bare(index, coverage, null);
            case LoggedEvent.Undecodable undecodable -> bare(index, undecodable, null);
        };
    }

    private static IndexRow arrival(long index, LoggedEvent.Arrival arrival) {
        return new IndexRow(
                index,
                EntryKind.ARRIVAL,
                null,
                arrival.seq().value(),
                arrival.transaction()
                        .map(EthTransaction::hash)
                        .map(Hash32::readOnlyArray)
                        .orElse(null),
                arrival.transaction()
                        .map(EthTransaction::sender)
                        .map(Address::readOnlyArray)
                        .orElse(null),
                null,
                null);
    }

    private static IndexRow ofTransaction(long index, LoggedEvent event, @Nullable Long seq, Hash32 txHash) {
        return new IndexRow(index, event.kind(), null, seq, txHash.readOnlyArray(), null, null, null);
    }

    private static IndexRow ofBatch(long index, LoggedEvent event, BatchKey batch) {
        return new IndexRow(
                index,
                event.kind(),
                null,
                null,
                null,
                null,
                batch.generation().value(),
                batch.number().value());
    }

    private static IndexRow bare(long index, LoggedEvent event, @Nullable String typeName) {
        return new IndexRow(index, event.kind(), typeName, null, null, null, null, null);
    }
}
