package dev.candor.audit.entries;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks places up in the tables and reads what stands there in the log. */
@Component
class StoredEntryLookups implements EntryLookups {
    private final JdbcClient jdbc;
    private final EntryReader reader;
    private final EntryPositions positions;

    StoredEntryLookups(JdbcClient jdbc, EntryReader reader, EntryPositions positions) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.positions = positions;
    }

    @Override
    public long indexedSize() {
        return positions.next(EntryIndex.NAME);
    }

    @Override
    public List<LoggedEntry> arrivalsOf(Hash32 txHash) {
        return ofTransaction(EntryKind.ARRIVAL, txHash);
    }

    @Override
    public List<LoggedEntry> promisesOf(Hash32 txHash) {
        return ofTransaction(EntryKind.PROMISE_ISSUED, txHash);
    }

    @Override
    public List<LoggedEntry> refusalsOf(Hash32 txHash) {
        return ofTransaction(EntryKind.ADMISSION_REFUSED, txHash);
    }

    private List<LoggedEntry> ofTransaction(EntryKind kind, Hash32 txHash) {
        return read(jdbc.sql("""
                        select log_index from entry_index where tx_hash = :hash and kind = :kind order by log_index limit :max""")
                .param("hash", txHash.toArray())
                .param("kind", kind.code())
                .param("max", MAX_FOUND));
    }

    @Override
    public Optional<LoggedEntry> arrival(Seq seq) {
        return arrivals(seq, 1).stream().findFirst();
    }

    @Override
    public List<LoggedEntry> arrivals(Seq first, int count) {
        List<LoggedEntry> found =
                read(jdbc.sql("""
                        select log_index from entry_index where kind = 1 and seq >= :first and seq < :end""").param("first", first.value()).param("end", first.value() + count));
        return found.stream()
                .sorted(Comparator.comparing(entry -> entry.entry().offset()))
                .toList();
    }

    @Override
    public Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before) {
        Map<Hash32, Seq> earliest = new HashMap<>();
        byte[][] hashes = txHashes.stream().map(Hash32::readOnlyArray).toArray(byte[][]::new);
        jdbc.sql("""
                        select tx_hash, min(seq) from entry_index
                        where tx_hash = any(:hashes) and kind = 1 and seq < :before group by tx_hash""").param("hashes", hashes).param("before", before.value()).query(row -> {
            earliest.put(Hash32.wrap(row.getBytes(1)), new Seq(row.getLong(2)));
        });
        return earliest;
    }

    @Override
    public List<LoggedEntry> arrivalsOf(Address sender, Seq from, int max) {
        return read(jdbc.sql("""
                        select log_index from entry_index where sender = :sender and seq >= :from order by seq limit :max""")
                .param("sender", sender.toArray())
                .param("from", from.value())
                .param("max", Math.min(max, MAX_FOUND)));
    }

    @Override
    public List<LoggedEntry> promises(Seq seq) {
        return read(jdbc.sql("""
                        select log_index from entry_index where kind = 2 and seq = :seq order by log_index limit :max""").param("seq", seq.value()).param("max", MAX_FOUND));
    }

    @Override
    public List<LoggedEntry> ofBatch(EntryKind kind, BatchKey batch) {
        return read(jdbc.sql("""
                        select log_index from entry_index
                        where generation = :generation and number = :number and kind = :kind order by log_index limit :max""")
                .param("generation", batch.generation().value())
                .param("number", batch.number().value())
                .param("kind", kind.code())
                .param("max", MAX_FOUND));
    }

    @Override
    public Optional<LoggedEntry> sealed(Hash32 batchHash) {
        return read(jdbc.sql("select log_index from sealed_batch where batch_hash = :hash order by log_index limit 1")
                        .param("hash", batchHash.toArray()))
                .stream()
                .findFirst();
    }

    @Override
    public List<BatchKey> batchesCovering(Seq seq) {
        return batches(jdbc.sql("""
                        select distinct generation, number from sealed_batch where seqs @> :seq
                        order by generation, number limit :max""").param("seq", seq.value()));
    }

    @Override
    public List<BatchKey> batchesTaking(long forcedIndex) {
        return batches(jdbc.sql("""
                        select distinct generation, number from sealed_batch
                        where forced_from < forced_through and forced_from <= :index and forced_through > :index
                        order by generation, number limit :max""").param("index", forcedIndex));
    }

    @Override
    public List<LoggedEntry> ofKind(EntryKind kind, long from, int max) {
        return read(jdbc.sql("""
                        select log_index from entry_index where kind = :kind and log_index >= :from order by log_index limit :max""").param("kind", kind.code()).param("from", from).param("max", max));
    }

    @Override
    public List<LoggedEntry> ofType(String eventType, long from, int max) {
        return read(jdbc.sql("""
                        select log_index from entry_index where type_name = :type and log_index >= :from
                        order by log_index limit :max""").param("type", eventType).param("from", from).param("max", max));
    }

    private static List<BatchKey> batches(JdbcClient.StatementSpec query) {
        return query.param("max", MAX_FOUND)
                .query((row, index) -> BatchKey.of(row.getLong(1), row.getLong(2)))
                .list();
    }

    private List<LoggedEntry> read(JdbcClient.StatementSpec query) {
        List<Long> indices = query.query((row, index) -> row.getLong(1)).list();
        return indices.isEmpty() ? List.of() : reader.all(indices);
    }
}
