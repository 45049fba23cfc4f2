package dev.candor.audit.anchor;

import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of anchors. Writes join the running, fenced transaction. */
@Component
class AnchorRows implements Anchors {
    private final JdbcClient jdbc;

    AnchorRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Anchor> newest() {
        return page(Long.MAX_VALUE, 1).stream().findFirst();
    }

    @Override
    public List<Anchor> page(long below, int limit) {
        return jdbc.sql("select * from log_anchor where size < :below order by size desc limit :limit")
                .param("below", below)
                .param("limit", Math.clamp(limit, 1, MAX_PAGE))
                .query((row, index) -> anchor(row))
                .list();
    }

    @Override
    public Optional<Anchor> firstAtLeast(long size) {
        return jdbc.sql("select * from log_anchor where size >= :size order by size limit 1")
                .param("size", size)
                .query((row, index) -> anchor(row))
                .optional();
    }

    void add(Anchor anchor) {
        jdbc.sql("""
                        insert into log_anchor
                            (size, root, l1_tx_hash, l1_block_number, l1_block_hash, l1_log_index, seen_at_millis)
                        values (:size, :root, :transaction, :number, :block, :index, :seen)""")
                .param("size", anchor.size())
                .param("root", anchor.root().toArray())
                .param("transaction", anchor.place().transactionHash().toArray())
                .param("number", anchor.place().blockNumber())
                .param("block", anchor.place().blockHash().toArray())
                .param("index", anchor.place().logIndex())
                .param("seen", anchor.seenAtMillis())
                .update();
    }

    int removeAbove(long blockNumber) {
        return jdbc.sql("delete from log_anchor where l1_block_number > :block")
                .param("block", blockNumber)
                .update();
    }

    /** Marks those at or below this block, and gives them in the order of sizes. */
    List<Anchor> confirm(long blockNumber, long atMillis) {
        return jdbc.sql("""
                        with done as (update log_anchor set confirmed_at_millis = :at
                            where confirmed_at_millis is null and l1_block_number <= :block returning *)
                        select * from done order by size""")
                .param("at", atMillis)
                .param("block", blockNumber)
                .query((row, index) -> anchor(row))
                .list();
    }

    void complete(long finalBlockNumber, long atMillis) {
        jdbc.sql("""
                        update log_anchor set finalized_at_millis = :at
                        where finalized_at_millis is null and l1_block_number <= :block""").param("at", atMillis).param("block", finalBlockNumber).update();
    }

    private static Anchor anchor(ResultSet row) throws SQLException {
        return new Anchor(
                row.getLong("size"),
                TreeHash.copyOf(row.getBytes("root")),
                new L1Place(
                        Hash32.wrap(row.getBytes("l1_tx_hash")),
                        row.getLong("l1_block_number"),
                        Hash32.wrap(row.getBytes("l1_block_hash")),
                        row.getInt("l1_log_index")),
                standing(row),
                row.getLong("seen_at_millis"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        if (row.getObject("finalized_at_millis") != null) {
            return Standing.FINAL;
        }
        return row.getObject("confirmed_at_millis") != null ? Standing.CONFIRMED : Standing.SEEN;
    }
}
