package dev.candor.l1.rollup;

import dev.candor.contracts.Rollup;
import dev.candor.l1.FollowerStore;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Range;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Turns the Rollup's logs in the newest chain into rows, and takes back those of blocks that L1 drops. Position and effects are one
 * transaction, so after a crash the same range is applied again or was applied whole.
 */
final class PostRows implements FollowerStore {
    private static final Logger log = LoggerFactory.getLogger(PostRows.class);
    private static final String DATA = EventEncoder.encode(Rollup.DATAPOSTED_EVENT);
    private static final String POSTED = EventEncoder.encode(Rollup.BATCHPOSTED_EVENT);
    private static final String FINALIZED = EventEncoder.encode(Rollup.BATCHESFINALIZED_EVENT);
    private static final String ROLLED_BACK = EventEncoder.encode(Rollup.ROLLBACKEXECUTED_EVENT);
    private static final List<String> TABLES = List.of("l1_post", "l1_chunk", "l1_final_floor", "l1_rollback");

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    PostRows(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @Override
    public Optional<L1Header> position() {
        return positionBelow(Long.MAX_VALUE);
    }

    @Override
    public Optional<L1Header> positionBelow(long number) {
        return jdbc.sql("""
                        select number, hash, timestamp_seconds from l1_block
                        where follower = 'posts' and number < :number order by number desc limit 1""")
                .param("number", number)
                .query((row, index) -> new L1Header(row.getLong(1), Hash32.wrap(row.getBytes(2)), row.getLong(3)))
                .optional();
    }

    @Override
    public void apply(L1Range range, long finalizedNumber) {
        transactions.executeWithoutResult(status -> {
            range.logs().forEach(this::apply);
            remember(range.to(), finalizedNumber);
        });
    }

    @Override
    public void rewind(Optional<L1Header> ancestor) {
        long kept = ancestor.map(L1Header::number).orElse(-1L);
        transactions.executeWithoutResult(status -> {
            for (String table : TABLES) {
                jdbc.sql("delete from " + table + " where l1_block_number > :kept")
                        .param("kept", kept)
                        .update();
            }
            jdbc.sql("delete from l1_block where follower = 'posts' and number > :kept")
                    .param("kept", kept)
                    .update();
        });
        log.warn("L1 dropped blocks above {}: what they said is taken back", kept);
    }

    /** Of the final blocks only the newest is needed: L1 does not drop any before it. Two processes may read the same blocks. */
    private void remember(L1Header block, long finalizedNumber) {
        jdbc.sql("""
                        insert into l1_block (follower, number, hash, timestamp_seconds)
                        values ('posts', :number, :hash, :timestamp) on conflict do nothing""")
                .param("number", block.number())
                .param("hash", block.hash().toArray())
                .param("timestamp", block.timestampSeconds())
                .update();
        jdbc.sql("""
                        delete from l1_block where follower = 'posts' and number <
                            (select max(number) from l1_block where follower = 'posts' and number <= :final)""").param("final", finalizedNumber).update();
    }

    private void apply(Log entry) {
        if (L1Logs.is(entry, POSTED)) {
            posted(Rollup.getBatchPostedEventFromLog(entry), L1Logs.place(entry));
        } else if (L1Logs.is(entry, DATA)) {
            at(jdbc.sql("""
                            insert into l1_chunk (chunk_hash, l1_block_number, l1_log_index, l1_block_hash, l1_tx_hash)
                            values (:hash, :block, :logIndex, :blockHash, :transaction) on conflict do nothing"""), L1Logs.place(entry))
                    .param("hash", Rollup.getDataPostedEventFromLog(entry).chunkHash)
                    .update();
        } else if (L1Logs.is(entry, FINALIZED)) {
            finalized(Rollup.getBatchesFinalizedEventFromLog(entry), L1Logs.place(entry));
        } else if (L1Logs.is(entry, ROLLED_BACK)) {
            rolledBack(Rollup.getRollbackExecutedEventFromLog(entry), L1Logs.place(entry));
        }
    }

    private void posted(Rollup.BatchPostedEventResponse event, L1Log place) {
        at(jdbc.sql("""
                        insert into l1_post (l1_block_number, l1_log_index, l1_block_hash, l1_tx_hash, generation, number, batch_hash,
                            execution_hash, data_hash, posted_at, challenge_window, covered_count, forced_through)
                        values (:block, :logIndex, :blockHash, :transaction, :generation, :number, :batchHash, :executionHash,
                            :dataHash, :postedAt, :window, :covered, :forced) on conflict do nothing"""), place)
                .param("generation", event.generation.longValueExact())
                .param("number", event.number.longValueExact())
                .param("batchHash", event.batchHash)
                .param("executionHash", event.executionHash)
                .param("dataHash", event.dataHash)
                .param("postedAt", event.postedAt.longValueExact())
                .param("window", event.challengeWindow.longValueExact())
                .param("covered", event.coveredCount.longValueExact())
                .param("forced", event.forcedThrough.longValueExact())
                .update();
    }

    private void finalized(Rollup.BatchesFinalizedEventResponse event, L1Log place) {
        at(jdbc.sql("""
                        insert into l1_final_floor (last_number, first_number, last_batch_hash, l1_block_number, l1_log_index,
                            l1_block_hash, l1_tx_hash)
                        values (:last, :first, :hash, :block, :logIndex, :blockHash, :transaction) on conflict do nothing"""), place)
                .param("last", event.lastNumber.longValueExact())
                .param("first", event.firstNumber.longValueExact())
                .param("hash", event.lastBatchHash)
                .update();
    }

    private void rolledBack(Rollup.RollbackExecutedEventResponse event, L1Log place) {
        at(jdbc.sql("""
                        insert into l1_rollback (generation, voided_from, anchor_number, anchor_hash, fault_id, l1_block_number,
                            l1_log_index, l1_block_hash, l1_tx_hash)
                        values (:generation, :voidedFrom, :anchor, :anchorHash, :fault, :block, :logIndex, :blockHash, :transaction)
                        on conflict do nothing"""), place)
                .param("generation", event.generation.longValueExact())
                .param("voidedFrom", event.voidedFrom.longValueExact())
                .param("anchor", event.anchorNumber.longValueExact())
                .param("anchorHash", event.anchorHash)
                .param("fault", event.faultId)
                .update();
    }

    private static JdbcClient.StatementSpec at(JdbcClient.StatementSpec insert, L1Log place) {
        return insert.param("block", place.blockNumber())
                .param("logIndex", place.logIndex())
                .param("blockHash", place.blockHash().toArray())
                .param("transaction", place.transactionHash().toArray());
    }
}
