package dev.candor.l1.rollup;

import dev.candor.l1.L1Header;
import dev.candor.l1.history.HistoryTables;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers from the rows of the newest chain, and with calldata that is asked for when it is needed. Safe for many threads. */
final class StoredPostedFacts implements PostedFacts {
    private final JdbcClient jdbc;
    private final PostRows rows;
    private final HistoryTables finalTables;
    private final L1Inputs inputs;
    private final FollowedRollup rollup;

    StoredPostedFacts(JdbcClient jdbc, PostRows rows, L1Inputs inputs, FollowedRollup rollup) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.finalTables = new HistoryTables(jdbc);
        this.inputs = inputs;
        this.rollup = rollup;
    }

    @Override
    public Heads heads() {
        long newest = rows.position().map(L1Header::number).orElse(-1L);
        long finalized = finalTables.newestFinal().map(L1Header::number).orElse(-1L);
        return new Heads(newest, Math.max(-1, newest - rollup.confirmations()), Math.min(newest, finalized));
    }

    @Override
    public Optional<PostedBatch> post(Generation generation, BatchNumber number) {
        return jdbc.sql("select * from l1_post where generation = :generation and number = :number")
                .param("generation", generation.value())
                .param("number", number.value())
                .query((row, index) -> post(row))
                .optional();
    }

    @Override
    public List<PostedBatch> postsFrom(long fromBlock, int max) {
        return jdbc.sql("""
                        select * from l1_post where l1_block_number >= :from order by l1_block_number, l1_log_index limit :max""")
                .param("from", fromBlock)
                .param("max", Math.min(max, MAX_PAGE))
                .query((row, index) -> post(row))
                .list();
    }

    @Override
    public List<PostedBatch> postsAfter(long blockNumber, int logIndex, int max) {
        return jdbc.sql("""
                        select * from l1_post where (l1_block_number, l1_log_index) > (:block, :index)
                        order by l1_block_number, l1_log_index limit :max""")
                .param("block", blockNumber)
                .param("index", logIndex)
                .param("max", Math.min(max, MAX_PAGE))
                .query((row, index) -> post(row))
                .list();
    }

    @Override
    public long postedBetween(long blockNumber, int logIndex, long throughBlock) {
        return jdbc.sql("""
                        select count(*) from l1_post
                        where (l1_block_number, l1_log_index) > (:block, :index) and l1_block_number <= :through""")
                .param("block", blockNumber)
                .param("index", logIndex)
                .param("through", throughBlock)
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<Finalization> finalization(BatchNumber number) {
        return jdbc.sql("""
                        select * from l1_final_floor where last_number >= :number and first_number <= :number
                        order by last_number limit 1""")
                .param("number", number.value())
                .query((row, index) -> new Finalization(
                        new BatchNumber(row.getLong("first_number")),
                        new BatchNumber(row.getLong("last_number")),
                        Hash32.wrap(row.getBytes("last_batch_hash")),
                        L1Logs.place(row)))
                .optional();
    }

    @Override
    public List<Rollback> rollbacks() {
        return jdbc.sql("select * from l1_rollback order by generation limit :max")
                .param("max", MAX_PAGE)
                .query((row, index) -> new Rollback(
                        new Generation(row.getLong("generation")),
                        new BatchNumber(row.getLong("voided_from")),
                        new BatchNumber(row.getLong("anchor_number")),
                        Hash32.wrap(row.getBytes("anchor_hash")),
                        Hash32.wrap(row.getBytes("fault_id")),
                        L1Logs.place(row)))
                .list();
    }

    @Override
    public Fetched<PostCalldata> calldata(PostedBatch post) {
        try {
            for (PostCalldata batch : RollupInputs.batches(inputs.of(post.place()))) {
                if (batch.header()
                        .digest(rollup.domain())
                        .equals(post.commitment().batchHash())) {
                    return new Fetched.Found<>(batch);
                }
            }
        } catch (AbiReader.MalformedAbiException e) {
            return new Fetched.NotThere<>(
                    "L1 transaction %s: %s".formatted(post.place().transactionHash(), e.getMessage()));
        }
        return new Fetched.NotThere<>("Expected header %s in the input of L1 transaction %s, found others."
                .formatted(post.commitment().batchHash(), post.place().transactionHash()));
    }

    @Override
    public Fetched<List<Bytes>> chunks(List<Hash32> hashes) {
        List<Bytes> chunks = new ArrayList<>();
        for (Hash32 hash : hashes) {
            Optional<L1Log> place = placeOfChunk(hash);
            if (place.isEmpty()) {
                return new Fetched.NotThere<>(
                        "Expected chunk %s on L1, found no transaction that posted it.".formatted(hash));
            }
            switch (chunk(hash, place.get())) {
                case Fetched.Found<Bytes>(Bytes chunk) -> chunks.add(chunk);
                case Fetched.NotThere<Bytes>(String reason) -> {
                    return new Fetched.NotThere<>(reason);
                }
            }
        }
        return new Fetched.Found<>(List.copyOf(chunks));
    }

    private Fetched<Bytes> chunk(Hash32 hash, L1Log place) {
        try {
            Bytes chunk = RollupInputs.chunk(inputs.of(place));
            return Keccak256.hash(chunk).equals(hash)
                    ? new Fetched.Found<>(chunk)
                    : new Fetched.NotThere<>("Expected chunk %s in L1 transaction %s, found chunk %s."
                            .formatted(hash, place.transactionHash(), Keccak256.hash(chunk)));
        } catch (AbiReader.MalformedAbiException e) {
            return new Fetched.NotThere<>("L1 transaction %s: %s".formatted(place.transactionHash(), e.getMessage()));
        }
    }

    private Optional<L1Log> placeOfChunk(Hash32 hash) {
        return jdbc.sql("select * from l1_chunk where chunk_hash = :hash")
                .param("hash", hash.toArray())
                .query((row, index) -> L1Logs.place(row))
                .optional();
    }

    private static PostedBatch post(ResultSet row) throws SQLException {
        return new PostedBatch(
                new Generation(row.getLong("generation")),
                new BatchNumber(row.getLong("number")),
                new BatchCommitment(
                        Hash32.wrap(row.getBytes("batch_hash")),
                        Hash32.wrap(row.getBytes("execution_hash")),
                        Hash32.wrap(row.getBytes("data_hash")),
                        row.getLong("posted_at"),
                        row.getLong("challenge_window")),
                row.getLong("covered_count"),
                row.getLong("forced_through"),
                L1Logs.place(row));
    }
}
