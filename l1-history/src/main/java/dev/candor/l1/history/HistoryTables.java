package dev.candor.l1.history;

import dev.candor.l1.L1Header;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of what L1 said, in the tables {@code l1_block} (follower "final"), {@code l1_policy}, {@code l1_order_key} and
 * {@code forced_entry} of the service that uses it. Every write may be repeated, by this process or another: it changes nothing then.
 */
public final class HistoryTables {
    private final JdbcClient jdbc;

    public HistoryTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record PolicyFrom(long height, long revision, Policy policy) {}

    /** @param logBlock where it was said: of two for one height the later counts */
    record OrderKeyFrom(long height, Address orderKey, long logBlock, int logIndex) {}

    /** The newest final block that was read whole. */
    public Optional<L1Header> newestFinal() {
        return jdbc.sql("""
                        select number, hash, timestamp_seconds from l1_block
                        where follower = 'final' order by number desc limit 1""").query((row, index) -> header(row)).optional();
    }

    Optional<L1Header> newestFinalBelow(long number) {
        return jdbc.sql("""
                        select number, hash, timestamp_seconds from l1_block
                        where follower = 'final' and number < :number order by number desc limit 1""")
                .param("number", number)
                .query((row, index) -> header(row))
                .optional();
    }

    void addFinal(L1Header block) {
        jdbc.sql("""
                        insert into l1_block (follower, number, hash, timestamp_seconds)
                        values ('final', :number, :hash, :timestamp) on conflict do nothing""")
                .param("number", block.number())
                .param("hash", block.hash().toArray())
                .param("timestamp", block.timestampSeconds())
                .update();
    }

    Optional<PolicyFrom> newestPolicy() {
        return jdbc.sql("select from_height, revision, policy from l1_policy order by from_height desc limit 1")
                .query((row, index) -> policy(row))
                .optional();
    }

    List<PolicyFrom> policies() {
        return jdbc.sql("select from_height, revision, policy from l1_policy order by from_height")
                .query((row, index) -> policy(row))
                .list();
    }

    void addPolicy(PolicyFrom policy) {
        jdbc.sql("""
                        insert into l1_policy (from_height, revision, policy)
                        values (:height, :revision, :policy) on conflict do nothing""")
                .param("height", policy.height())
                .param("revision", policy.revision())
                .param("policy", policy.policy().encode().toArray())
                .update();
    }

    NavigableMap<Long, Address> orderKeys() {
        NavigableMap<Long, Address> keys = new TreeMap<>();
        jdbc.sql("select from_height, order_key from l1_order_key").query(row -> {
            keys.put(row.getLong(1), Address.wrap(row.getBytes(2)));
        });
        return keys;
    }

    void addOrderKey(OrderKeyFrom key) {
        jdbc.sql("""
                        insert into l1_order_key (from_height, order_key, log_block, log_index)
                        values (:height, :key, :block, :index)
                        on conflict (from_height) do update
                        set order_key = excluded.order_key, log_block = excluded.log_block, log_index = excluded.log_index
                        where (l1_order_key.log_block, l1_order_key.log_index) < (excluded.log_block, excluded.log_index)""")
                .param("height", key.height())
                .param("key", key.orderKey().toArray())
                .param("block", key.logBlock())
                .param("index", key.logIndex())
                .update();
    }

    void addForced(QueuedEntry entry, Hash32 queuedBlockHash) {
        jdbc.sql("""
                        insert into forced_entry (forced_index, gas_limit, raw_tx, queued_block, queued_block_hash)
                        values (:index, :gas, :raw, :block, :hash) on conflict do nothing""")
                .param("index", entry.index())
                .param("gas", entry.gasLimit())
                .param("raw", entry.rawTx().toArray())
                .param("block", entry.queuedBlock())
                .param("hash", queuedBlockHash.toArray())
                .update();
    }

    long forcedThrough(long height) {
        return jdbc.sql("select count(*) from forced_entry where queued_block <= :height")
                .param("height", height)
                .query(Long.class)
                .single();
    }

    List<QueuedEntry> forced(long from, long to) {
        return jdbc.sql("""
                        select forced_index, gas_limit, raw_tx, queued_block from forced_entry
                        where forced_index >= :from and forced_index < :to order by forced_index""")
                .param("from", from)
                .param("to", to)
                .query((row, index) ->
                        new QueuedEntry(row.getLong(1), row.getLong(2), Bytes.wrap(row.getBytes(3)), row.getLong(4)))
                .list();
    }

    private static L1Header header(ResultSet row) throws SQLException {
        return new L1Header(row.getLong(1), Hash32.wrap(row.getBytes(2)), row.getLong(3));
    }

    private static PolicyFrom policy(ResultSet row) throws SQLException {
        return new PolicyFrom(row.getLong(1), row.getLong(2), Policy.decode(Bytes.wrap(row.getBytes(3))));
    }
}
