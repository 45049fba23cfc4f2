package dev.candor.l1.transactions;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of nonces and their attempts. Writes join the running, fenced transaction.
 *
 * @param <C> the call
 */
public final class L1Slots<C extends OutboundCall<C>> {
    private final JdbcClient jdbc;
    private final CallColumns<C> columns;

    public L1Slots(JdbcClient jdbc, CallColumns<C> columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /** @param call without its content */
    public record Slot<C>(long nonce, C call) {}

    /** @param raw signed transaction; empty when dropped because its block is final */
    record Attempt(
            long nonce,
            int attempt,
            Hash32 transactionHash,
            Bytes raw,
            BigInteger maxFee,
            BigInteger maxPriorityFee,
            long gasLimit,
            long signedAtBlock) {

        BigInteger cost() {
            return maxFee.multiply(BigInteger.valueOf(gasLimit));
        }
    }

    /** @param gasPrice wei per gas that was paid */
    record Inclusion(boolean succeeded, long blockNumber, Hash32 blockHash, long gasUsed, BigInteger gasPrice) {}

    /** One above the highest that was ever used here; empty before the first. */
    Optional<Long> nextNonce() {
        return jdbc.sql("select max(nonce) + 1 from l1_transaction")
                .query((row, index) -> Optional.ofNullable((Long) row.getObject(1)))
                .single();
    }

    C nothing() {
        return columns.nothing();
    }

    void add(long nonce, C call, long atMillis) {
        String names = String.join(", ", columns.names());
        String values =
                String.join(", ", columns.names().stream().map(":"::concat).toList());
        jdbc.sql("""
                        insert into l1_transaction (nonce, status, signed_at_millis, %s)
                        values (:nonce, 'PENDING', :atMillis, %s)""".formatted(names, values))
                .param("nonce", nonce)
                .param("atMillis", atMillis)
                .params(columns.values(call))
                .update();
    }

    /** Gives a pending nonce another content. */
    void change(long nonce, C call) {
        String changes = String.join(
                ", ", columns.names().stream().map(name -> name + " = :" + name).toList());
        jdbc.sql("update l1_transaction set %s where nonce = :nonce".formatted(changes))
                .param("nonce", nonce)
                .params(columns.values(call))
                .update();
    }

    void add(Attempt attempt) {
        jdbc.sql("""
                        insert into l1_attempt
                            (nonce, attempt, tx_hash, raw, max_fee, max_priority_fee, gas_limit, signed_at_block)
                        values (:nonce, :attempt, :hash, :raw, :max, :priority, :gas, :block)""")
                .param("nonce", attempt.nonce())
                .param("attempt", attempt.attempt())
                .param("hash", attempt.transactionHash().toArray())
                .param("raw", attempt.raw().toArray())
                .param("max", new BigDecimal(attempt.maxFee()))
                .param("priority", new BigDecimal(attempt.maxPriorityFee()))
                .param("gas", attempt.gasLimit())
                .param("block", attempt.signedAtBlock())
                .update();
    }

    /** In the order of nonces. */
    public List<Slot<C>> pending() {
        return jdbc.sql("select * from l1_transaction where status = 'PENDING' order by nonce")
                .query((row, index) -> new Slot<>(row.getLong("nonce"), columns.read(row)))
                .list();
    }

    /** Newest first. */
    List<Attempt> attempts(long nonce) {
        return jdbc.sql("select * from l1_attempt where nonce = :nonce order by attempt desc")
                .param("nonce", nonce)
                .query((row, index) -> attempt(row))
                .list();
    }

    /** The newest attempt of every pending nonce, in the order of nonces. */
    List<Attempt> pendingAttempts() {
        return jdbc.sql("""
                        select distinct on (a.nonce) a.* from l1_attempt a join l1_transaction t on t.nonce = a.nonce
                        where t.status = 'PENDING' order by a.nonce, a.attempt desc""").query((row, index) -> attempt(row)).list();
    }

    void included(long nonce, Inclusion inclusion) {
        jdbc.sql("""
                        update l1_transaction set status = :status, block_number = :block, block_hash = :hash,
                            gas_used = :gas, effective_gas_price = :price where nonce = :nonce and status = 'PENDING'""")
                .param("status", inclusion.succeeded() ? "MINED" : "REVERTED")
                .param("block", inclusion.blockNumber())
                .param("hash", inclusion.blockHash().toArray())
                .param("gas", inclusion.gasUsed())
                .param("price", new BigDecimal(inclusion.gasPrice()))
                .param("nonce", nonce)
                .update();
    }

    void lost(long nonce) {
        jdbc.sql("update l1_transaction set status = 'LOST' where nonce = :nonce and status = 'PENDING'")
                .param("nonce", nonce)
                .update();
    }

    /** Nonces that L1 asks for again, given up because another transaction had used them: theirs was dropped. */
    List<Long> revive(long fromNonce) {
        return jdbc.sql("""
                        update l1_transaction set status = 'PENDING' where status = 'LOST' and nonce >= :nonce returning nonce""")
                .param("nonce", fromNonce)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    /** Nonces from {@code fromNonce} up to the highest of ours that have no row. */
    List<Long> missing(long fromNonce) {
        return jdbc.sql("""
                        select n from generate_series(:from, (select max(nonce) from l1_transaction)) n
                        where not exists (select 1 from l1_transaction where nonce = n) order by n limit 64""")
                .param("from", fromNonce)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    /** Blocks above {@code blockNumber} are gone: what was in them is on its way again. */
    public int unmine(long blockNumber) {
        return jdbc.sql("""
                        update l1_transaction set status = 'PENDING', block_number = null, block_hash = null, gas_used = null,
                            effective_gas_price = null where block_number > :block""").param("block", blockNumber).update();
    }

    /** Final transactions are never sent again. */
    public void dropRaw(long finalBlockNumber) {
        jdbc.sql("""
                        update l1_attempt a set raw = null from l1_transaction t
                        where t.nonce = a.nonce and t.block_number <= :block and a.raw is not null""").param("block", finalBlockNumber).update();
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getLong("nonce"),
                row.getInt("attempt"),
                Hash32.wrap(row.getBytes("tx_hash")),
                Optional.ofNullable(row.getBytes("raw")).map(Bytes::wrap).orElse(Bytes.EMPTY),
                row.getBigDecimal("max_fee").toBigIntegerExact(),
                row.getBigDecimal("max_priority_fee").toBigIntegerExact(),
                row.getLong("gas_limit"),
                row.getLong("signed_at_block"));
    }
}
