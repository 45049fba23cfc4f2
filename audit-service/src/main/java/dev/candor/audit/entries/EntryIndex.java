package dev.candor.audit.entries;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the index; the first of the followers, which all others stay behind. One statement for a page. */
@Component
class EntryIndex implements EntryFollower {
    static final String NAME = "index";

    private final JdbcTemplate jdbc;
    private final CandorDomain domain;

    EntryIndex(JdbcTemplate jdbc, RollupIdentity identity) {
        this.jdbc = jdbc;
        this.domain = identity.domain();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<LoggedEntry> page) {
        addRows(page.stream().map(IndexRow::of).toList());
        List<Sealed> sealed = page.stream()
                .filter(entry -> entry.event() instanceof LoggedEvent.BatchSealed)
                .map(entry -> new Sealed(entry.index(), ((LoggedEvent.BatchSealed) entry.event()).header()))
                .toList();
        if (!sealed.isEmpty()) {
            addSealed(sealed);
        }
    }

    private record Sealed(long logIndex, BatchHeader header) {}

    private void addRows(List<IndexRow> rows) {
        update(
                """
                insert into entry_index (log_index, kind, type_name, seq, tx_hash, sender, generation, number)
                select * from unnest(?::bigint[], ?::smallint[], ?::text[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bigint[],
                    ?::bigint[])""",
                List.of(
                        column("bigint", rows, IndexRow::logIndex),
                        column("smallint", rows, row -> (short) row.kind().code()),
                        column("text", rows, IndexRow::typeName),
                        column("bigint", rows, IndexRow::seq),
                        column("bytea", rows, IndexRow::txHash),
                        column("bytea", rows, IndexRow::sender),
                        column("bigint", rows, IndexRow::generation),
                        column("bigint", rows, IndexRow::number)));
    }

    /** A parent stands in the log before its child, so after the insert it is there, or it never was sealed. */
    private void addSealed(List<Sealed> batches) {
        update(
                """
                insert into sealed_batch (log_index, generation, number, batch_hash, parent_hash, seqs, forced_through)
                select log_index, generation, number, batch_hash, parent_hash, int8range(first_seq, end_seq), forced_through
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as sealed (log_index, generation, number, batch_hash, parent_hash, first_seq, end_seq, forced_through)""",
                List.of(
                        column("bigint", batches, Sealed::logIndex),
                        column("bigint", batches, it -> it.header().generation().value()),
                        column("bigint", batches, it -> it.header().number().value()),
                        column(
                                "bytea",
                                batches,
                                it -> it.header().digest(domain).readOnlyArray()),
                        column("bytea", batches, it -> it.header().parentHash().readOnlyArray()),
                        column("bigint", batches, it -> it.header().firstSeq().value()),
                        column(
                                "bigint",
                                batches,
                                it -> it.header().firstSeq().value()
                                        + it.header().seqCount()),
                        column("bigint", batches, it -> it.header().forcedThrough())));
        jdbc.update("""
                update sealed_batch child set forced_from = case when child.number = 1 then 0 else
                    (select parent.forced_through from sealed_batch parent where parent.batch_hash = child.parent_hash
                     order by parent.log_index limit 1) end
                where child.log_index >= ?""", batches.getFirst().logIndex());
    }

    private record Column(String type, @Nullable Object[] values) {}

    private static <T> Column column(String type, List<T> rows, Function<T, @Nullable Object> value) {
        return new Column(type, rows.stream().map(value).toArray());
    }

    private void update(String sql, List<Column> columns) {
        jdbc.update(connection -> {
            var statement = connection.prepareStatement(sql);
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, array(connection, columns.get(i)));
            }
            return statement;
        });
    }

    /** The driver takes arrays of byte strings only under their own type. */
    private static java.sql.Array array(Connection connection, Column column) throws SQLException {
        @Nullable
        Object[] values = column.type().equals("bytea")
                ? Arrays.copyOf(column.values(), column.values().length, byte[][].class)
                : column.values();
        return connection.createArrayOf(column.type(), values);
    }
}
