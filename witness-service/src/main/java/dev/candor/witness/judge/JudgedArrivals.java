package dev.candor.witness.judge;

import dev.candor.l1.batches.EarlierArrivals;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.witness.identity.FullWitness;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Arrivals of the batches that are not void, as they were made anew from L1. */
@Component
@FullWitness
class JudgedArrivals implements EarlierArrivals {
    private static final int ROWS_PER_STATEMENT = 1_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JudgedArrivals(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void add(BatchNumber number, List<Arrival> arrivals) {
        template.batchUpdate(
                "insert into judged_arrival (seq, number, tx_hash, sender, nonce) values (?, ?, ?, ?, ?)",
                arrivals,
                ROWS_PER_STATEMENT,
                (statement, arrival) -> set(statement, number, arrival));
    }

    private static void set(PreparedStatement statement, BatchNumber number, Arrival arrival) throws SQLException {
        statement.setLong(1, arrival.seq().value());
        statement.setLong(2, number.value());
        if (arrival.empty()) {
            statement.setNull(3, Types.BINARY);
            statement.setNull(4, Types.BINARY);
        } else {
            statement.setBytes(3, arrival.txHash().toArray());
            statement.setBytes(4, arrival.sender().toArray());
        }
        statement.setLong(5, arrival.nonce());
    }

    @Override
    public Optional<Arrival> at(Seq seq) {
        return jdbc.sql("select tx_hash, sender, nonce from judged_arrival where seq = :seq")
                .param("seq", seq.value())
                .query((row, index) -> {
                    byte[] hash = row.getBytes(1);
                    return hash == null
                            ? Arrival.empty(seq)
                            : Arrival.of(seq, Hash32.wrap(hash), Address.wrap(row.getBytes(2)), row.getLong(3), 0);
                })
                .optional();
    }

    @Override
    public Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before) {
        Map<Hash32, Seq> earliest = new HashMap<>();
        jdbc.sql("""
                        select tx_hash, min(seq) from judged_arrival where tx_hash = any(:hashes) and seq < :before
                        group by tx_hash""")
                .param("hashes", txHashes.stream().map(Hash32::toArray).toArray(byte[][]::new))
                .param("before", before.value())
                .query(row -> {
                    earliest.put(Hash32.wrap(row.getBytes(1)), new Seq(row.getLong(2)));
                });
        return earliest;
    }
}
