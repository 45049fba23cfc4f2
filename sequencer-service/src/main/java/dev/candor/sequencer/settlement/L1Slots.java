package dev.candor.sequencer.settlement;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of nonces and their attempts. Writes join the running, fenced transaction. */
@Component
class L1Slots {
    private static final String SLOT_COLUMNS = "nonce, purpose, generation, first_number, last_number, chunk_hash";

    private final JdbcClient jdbc;

    L1Slots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Slot(
            long nonce, L1Call.Purpose purpose, long generation, long first, long last, Optional<Hash32> chunkHash) {}

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

    void add(long nonce, L1Call call, long atMillis) {
        jdbc.sql("""
                        insert into l1_transaction
                            (nonce, purpose, status, generation, first_number, last_number, chunk_hash, signed_at_millis)
                        values (:nonce, :purpose, 'PENDING', :generation, :first, :last, :chunk, :at)""")
                .param("nonce", nonce)
                .param("purpose", call.purpose().name())
                .param("generation", call.generation())
                .param("first", call.first())
                .param("last", call.last())
                .param("chunk", call.chunkHash().map(Hash32::toArray).orElse(null))
                .param("at", atMillis)
                .update();
    }

    /** Gives a pending nonce another content. */
    void change(long nonce, L1Call call) {
        jdbc.sql("""
                        update l1_transaction set purpose = :purpose, generation = :generation, first_number = :first,
                            last_number = :last, chunk_hash = :chunk where nonce = :nonce""")
                .param("nonce", nonce)
                .param("purpose", call.purpose().name())
                .param("generation", call.generation())
                .param("first", call.first())
                .param("last", call.last())
                .param("chunk", call.chunkHash().map(Hash32::toArray).orElse(null))
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

    List<Slot> pending() {
        return jdbc.sql("select " + SLOT_COLUMNS + " from l1_transaction where status = 'PENDING' order by nonce")
                .query((row, index) -> slot(row))
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

    /** A chunk that L1 turns out not to have, whatever was sent: it is sent again. */
    void chunkMissing(Hash32 chunkHash) {
        jdbc.sql("update l1_transaction set status = 'LOST' where chunk_hash = :hash and status <> 'PENDING'")
                .param("hash", chunkHash.toArray())
                .update();
    }

    /** Blocks above {@code blockNumber} are gone: what was in them is on its way again. */
    int unmine(long blockNumber) {
        return jdbc.sql("""
                        update l1_transaction set status = 'PENDING', block_number = null, block_hash = null, gas_used = null,
                            effective_gas_price = null where block_number > :block""").param("block", blockNumber).update();
    }

    /** Final transactions are never sent again. */
    void dropRaw(long finalBlockNumber) {
        jdbc.sql("""
                        update l1_attempt a set raw = null from l1_transaction t
                        where t.nonce = a.nonce and t.block_number <= :block and a.raw is not null""").param("block", finalBlockNumber).update();
    }

    /** Of these chunks, those that are in a block, and those on their way. */
    List<Hash32> chunks(Collection<Hash32> hashes, String status) {
        return jdbc.sql("select chunk_hash from l1_transaction where status = :status and chunk_hash = any(:hashes)")
                .param("status", status)
                .param("hashes", hashes.stream().map(Hash32::toArray).toArray(byte[][]::new))
                .query((row, index) -> Hash32.wrap(row.getBytes(1)))
                .list();
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                row.getLong("nonce"),
                L1Call.Purpose.valueOf(row.getString("purpose")),
                row.getLong("generation"),
                row.getLong("first_number"),
                row.getLong("last_number"),
                Optional.ofNullable(row.getBytes("chunk_hash")).map(Hash32::wrap));
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
