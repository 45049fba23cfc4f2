package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the line. */
@Component
class PromiseTable {
    private static final String COLUMNS =
            "seq, tx_hash, sender, nonce, received_at_millis, include_by, policy_hash, raw_tx, filled_in";
    private static final String FROM_ARRAYS = """
            select rows.*, ?::boolean
            from unnest(?::bigint[], ?::bytea[], ?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[]) as rows""";

    /** One round trip: takes the topic's row in share mode, so that the topic cannot be closed before the commit, and inserts. */
    private static final String PROMISE = """
            with in_use as (
                select 1 from arrival_topic where topic = ? and end_seq is null and suspect_seq is null for share)
            insert into promise (%s) %s where exists (select 1 from in_use)""".formatted(COLUMNS, FROM_ARRAYS);

    private static final String FILL_IN =
            "insert into promise (%s) %s on conflict (seq) do nothing".formatted(COLUMNS, FROM_ARRAYS);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    PromiseTable(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * The group commit: all rows or none, in a transaction of its own, and none when the topic is closed or suspected.
     *
     * @return how many rows were inserted: all, or 0
     * @throws SQLException with state 23505: a row exists for one of the numbers; nothing was inserted
     */
    static int insertPromised(Connection connection, String topic, List<PromiseRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PROMISE)) {
            statement.setString(1, topic);
            bind(statement, 2, rows, false);
            return statement.executeUpdate();
        }
    }

    /** Joins the running, fenced transaction; rows that exist stay as they are. */
    int fillIn(List<PromiseRow> rows) {
        Integer inserted = template.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(FILL_IN)) {
                bind(statement, 1, rows, true);
                return statement.executeUpdate();
            }
        });
        return inserted == null ? 0 : inserted;
    }

    /** Writes EMPTY rows for all numbers of {@code [from, to)} that have none. Joins the running, fenced transaction. */
    int fillWithEmpty(long from, long to) {
        return jdbc.sql("""
                        insert into promise (%s)
                        select seq, :zeroHash, :zeroAddress, 0, 0, 0, :zeroHash, ''::bytea, true
                        from generate_series(:from, :last) as seq
                        on conflict (seq) do nothing""".formatted(COLUMNS))
                .param("zeroHash", Hash32.ZERO.toArray())
                .param("zeroAddress", Address.ZERO.toArray())
                .param("from", from)
                .param("last", to - 1)
                .update();
    }

    /** The rows from {@code from} on, up to the first number that has none. */
    List<PromiseRow> contiguous(long from, int maxCount) {
        List<PromiseRow> rows = existing(from, from + maxCount, maxCount);
        int count = 0;
        while (count < rows.size() && rows.get(count).seq() == from + count) {
            count++;
        }
        return rows.subList(0, count);
    }

    /** The rows of {@code [from, to)} that exist, at most {@code maxCount}, ascending. */
    List<PromiseRow> existing(long from, long to, int maxCount) {
        return jdbc.sql("select %s from promise where seq >= :from and seq < :to order by seq limit :limit"
                        .formatted(COLUMNS))
                .param("from", from)
                .param("to", to)
                .param("limit", maxCount)
                .query(PromiseTable::row)
                .list();
    }

    Optional<PromiseRow> at(long seq) {
        return existing(seq, seq + 1, 1).stream().findFirst();
    }

    /** The lowest number with this hash that was promised. */
    Optional<PromiseRow> promised(Hash32 txHash) {
        return jdbc.sql("select %s from promise where tx_hash = :hash and not filled_in order by seq limit 1"
                        .formatted(COLUMNS))
                .param("hash", txHash.toArray())
                .query(PromiseTable::row)
                .optional();
    }

    /** For each hash that has a row below {@code before}, the lowest number. */
    Map<Hash32, Long> earliest(Collection<Hash32> txHashes, long before) {
        byte[][] hashes = txHashes.stream().map(Hash32::toArray).toArray(byte[][]::new);
        Map<Hash32, Long> found = new HashMap<>();
        template.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "select tx_hash, min(seq) from promise where tx_hash = any(?) and seq < ? group by tx_hash");
                    statement.setArray(1, connection.createArrayOf("bytea", hashes));
                    statement.setLong(2, before);
                    return statement;
                },
                row -> {
                    found.put(Hash32.wrap(row.getBytes(1)), row.getLong(2));
                });
        return found;
    }

    /** First number after the highest row; 0 while there is none. */
    long end() {
        return jdbc.sql("select coalesce(max(seq) + 1, 0) from promise")
                .query(Long.class)
                .single();
    }

    private static void bind(PreparedStatement statement, int first, List<PromiseRow> rows, boolean filledIn)
            throws SQLException {
        int next = first;
        statement.setBoolean(next++, filledIn);
        statement.setArray(next++, numbers(statement, rows, PromiseRow::seq));
        statement.setArray(next++, bytes(statement, rows, row -> row.txHash().readOnlyArray()));
        statement.setArray(next++, bytes(statement, rows, row -> row.sender().readOnlyArray()));
        statement.setArray(next++, numbers(statement, rows, PromiseRow::nonce));
        statement.setArray(next++, numbers(statement, rows, PromiseRow::receivedAtMillis));
        statement.setArray(next++, numbers(statement, rows, PromiseRow::includeBy));
        statement.setArray(
                next++, bytes(statement, rows, row -> row.policyHash().readOnlyArray()));
        statement.setArray(next, bytes(statement, rows, row -> row.rawTx().readOnlyArray()));
    }

    private static Array numbers(PreparedStatement statement, List<PromiseRow> rows, ToLongFunction<PromiseRow> column)
            throws SQLException {
        Object[] values = rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
        return statement.getConnection().createArrayOf("bigint", values);
    }

    private static Array bytes(PreparedStatement statement, List<PromiseRow> rows, Function<PromiseRow, byte[]> column)
            throws SQLException {
        Object[] values = rows.stream().map(column).toArray(byte[][]::new);
        return statement.getConnection().createArrayOf("bytea", values);
    }

    private static PromiseRow row(ResultSet row, int index) throws SQLException {
        return new PromiseRow(
                row.getLong(1),
                Hash32.wrap(row.getBytes(2)),
                Address.wrap(row.getBytes(3)),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                Hash32.wrap(row.getBytes(7)),
                Bytes.wrap(row.getBytes(8)),
                row.getBoolean(9));
    }
}
