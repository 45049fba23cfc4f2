package dev.candor.sequencer.rollback;

import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of rollbacks. Writes join the running, fenced transaction. */
@Component
public class RollbackRows {
    private final JdbcClient jdbc;

    RollbackRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** L1 has it; read again, it changes nothing but the block that it stands in. */
    public void announced(Rollback rollback) {
        jdbc.sql("""
                        insert into rollback
                            (generation, anchor_number, anchor_hash, fault_id, l1_tx_hash, l1_block_number, l1_block_hash,
                             l1_log_index)
                        values (:generation, :anchor, :anchorHash, :fault, :tx, :block, :blockHash, :logIndex)
                        on conflict (generation) do update set l1_tx_hash = :tx, l1_block_number = :block,
                            l1_block_hash = :blockHash, l1_log_index = :logIndex
                        where rollback.applied_at_millis is null""")
                .param("generation", rollback.generation().value())
                .param("anchor", rollback.anchorNumber())
                .param("anchorHash", rollback.anchorHash().toArray())
                .param("fault", rollback.faultId().toArray())
                .param("tx", rollback.transactionHash().toArray())
                .param("block", rollback.blockNumber())
                .param("blockHash", rollback.blockHash().toArray())
                .param("logIndex", rollback.logIndex())
                .update();
    }

    /** L1 dropped the blocks above {@code blockNumber}; what is applied was final there, and stays. */
    public void dropAbove(long blockNumber) {
        jdbc.sql("delete from rollback where l1_block_number > :block and applied_at_millis is null")
                .param("block", blockNumber)
                .update();
    }

    /** Whether L1 has a rollback that is not applied here, final or not. */
    public boolean isAnnounced() {
        return jdbc.sql("select exists (select 1 from rollback where applied_at_millis is null)")
                .query(Boolean.class)
                .single();
    }

    /** Every rollback that is known, newest first. */
    public List<Told> newest(int limit) {
        return jdbc.sql("select * from rollback order by generation desc limit :limit")
                .param("limit", limit)
                .query((row, index) ->
                        new Told(rollback(row), Optional.ofNullable(row.getObject("applied_at_millis", Long.class))))
                .list();
    }

    /** @param appliedAtMillis empty while it is not final on L1, or not applied here yet */
    public record Told(Rollback rollback, Optional<Long> appliedAtMillis) {}

    /** The lowest generation that L1 has begun in a block up to {@code finalBlock}, and that has not begun here. */
    Optional<Rollback> unapplied(long finalBlock) {
        return jdbc.sql("""
                        select * from rollback where applied_at_millis is null and l1_block_number <= :block
                        order by generation limit 1""")
                .param("block", finalBlock)
                .query((row, index) -> rollback(row))
                .optional();
    }

    /** The newest generation that has begun here. */
    public Generation generation() {
        return new Generation(
                jdbc.sql("select coalesce(max(generation), 0) from rollback where applied_at_millis is not null")
                        .query(Long.class)
                        .single());
    }

    void applied(Rollback rollback, long atMillis) {
        jdbc.sql("update rollback set applied_at_millis = :at where generation = :generation")
                .param("at", atMillis)
                .param("generation", rollback.generation().value())
                .update();
    }

    private static Rollback rollback(ResultSet row) throws SQLException {
        return new Rollback(
                new Generation(row.getLong("generation")),
                row.getLong("anchor_number"),
                Hash32.wrap(row.getBytes("anchor_hash")),
                Hash32.wrap(row.getBytes("fault_id")),
                Hash32.wrap(row.getBytes("l1_tx_hash")),
                row.getLong("l1_block_number"),
                Hash32.wrap(row.getBytes("l1_block_hash")),
                row.getInt("l1_log_index"));
    }
}
