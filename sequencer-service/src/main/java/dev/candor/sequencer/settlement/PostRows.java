package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what stands on L1. Writes join the running, fenced transaction. */
@Component
class PostRows implements BatchPosts {
    /** Of {@code batch_post p}: no rollback that L1 has voids it. */
    private static final String NOT_VOID = """
            not exists (select 1 from rollback r where r.generation > p.generation and r.anchor_number < p.number)""";

    private final JdbcClient jdbc;
    private final BatchChunks chunks;

    PostRows(JdbcClient jdbc, BatchChunks chunks) {
        this.jdbc = jdbc;
        this.chunks = chunks;
    }

    record Finalization(long first, long last, L1Place place) {}

    @Override
    public Optional<BatchPost> find(long number) {
        return jdbc.sql("select * from batch_post p where number = :number and %s order by generation desc limit 1"
                        .formatted(NOT_VOID))
                .param("number", number)
                .query((row, index) -> post(row))
                .optional();
    }

    Optional<BatchPost> newest() {
        return jdbc.sql("select * from batch_post p where %s order by generation desc, number desc limit 1"
                        .formatted(NOT_VOID))
                .query((row, index) -> post(row))
                .optional();
    }

    void add(long generation, long number, BatchCommitment commitment, L1Place place, long atMillis) {
        jdbc.sql("""
                        insert into batch_post (generation, number, batch_hash, execution_hash, data_hash, posted_at, challenge_window,
                            commitment, l1_tx_hash, l1_block_number, l1_block_hash, l1_log_index, seen_at_millis)
                        values (:generation, :number, :batch, :execution, :data, :postedAt, :window,
                            :commitment, :tx, :block, :blockHash, :logIndex, :at)""")
                .param("generation", generation)
                .param("number", number)
                .param("batch", commitment.batchHash().toArray())
                .param("execution", commitment.executionHash().toArray())
                .param("data", commitment.dataHash().toArray())
                .param("postedAt", commitment.postedAt())
                .param("window", commitment.challengeWindow())
                .param("commitment", commitment.hash().toArray())
                .param("tx", place.transactionHash().toArray())
                .param("block", place.blockNumber())
                .param("blockHash", place.blockHash().toArray())
                .param("logIndex", place.logIndex())
                .param("at", atMillis)
                .update();
        setStatus(generation, number, number, "POSTED", "EXECUTED");
    }

    /** What L1 dropped is executed and no more; returns how many batches. */
    int removeAbove(long blockNumber) {
        jdbc.sql("""
                        update batch b set status = 'EXECUTED' from batch_post p
                        where p.l1_block_number > :block and b.generation = p.generation and b.number = p.number
                          and b.status in ('POSTED', 'CONFIRMED')""").param("block", blockNumber).update();
        jdbc.sql("delete from l1_finalization where l1_block_number > :block")
                .param("block", blockNumber)
                .update();
        return jdbc.sql("delete from batch_post where l1_block_number > :block")
                .param("block", blockNumber)
                .update();
    }

    List<BatchPost> unconfirmed(long upToBlock, int limit) {
        return jdbc.sql("""
                        select * from batch_post p
                        where confirmed_at_millis is null and l1_block_number <= :block and %s
                        order by number limit :limit""".formatted(NOT_VOID))
                .param("block", upToBlock)
                .param("limit", limit)
                .query((row, index) -> post(row))
                .list();
    }

    void confirm(BatchPost post, long atMillis) {
        jdbc.sql("""
                        update batch_post set confirmed_at_millis = :at where generation = :generation and number = :number""")
                .param("at", atMillis)
                .param("generation", post.generation())
                .param("number", post.number())
                .update();
        setStatus(post.generation(), post.number(), post.number(), "CONFIRMED", "POSTED");
    }

    void add(Finalization finalization) {
        L1Place place = finalization.place();
        jdbc.sql("""
                        insert into l1_finalization
                            (last_number, first_number, l1_tx_hash, l1_block_number, l1_block_hash, l1_log_index)
                        values (:last, :first, :tx, :block, :blockHash, :logIndex)""")
                .param("last", finalization.last())
                .param("first", finalization.first())
                .param("tx", place.transactionHash().toArray())
                .param("block", place.blockNumber())
                .param("blockHash", place.blockHash().toArray())
                .param("logIndex", place.logIndex())
                .update();
    }

    /** The final floor as L1's newest read block has it; it may still be taken back. */
    long finalFloor() {
        return jdbc.sql("select coalesce(max(last_number), 0) from l1_finalization")
                .query(Long.class)
                .single();
    }

    /** Posted batches whose finalization stands in an L1 block up to a height, and that are not final here yet. */
    List<BatchPost> unfinalized(long upToBlock, int limit) {
        return jdbc.sql("""
                        select p.* from batch_post p where p.finalized_at_millis is null and p.confirmed_at_millis is not null
                          and p.number <= (select max(last_number) from l1_finalization where l1_block_number <= :block)
                          and %s
                        order by p.number limit :limit""".formatted(NOT_VOID))
                .param("block", upToBlock)
                .param("limit", limit)
                .query((row, index) -> post(row))
                .list();
    }

    Finalization finalizationOf(long number) {
        return jdbc.sql("select * from l1_finalization where last_number >= :number order by last_number limit 1")
                .param("number", number)
                .query((row, index) ->
                        new Finalization(row.getLong("first_number"), row.getLong("last_number"), place(row)))
                .single();
    }

    void finalizeAt(BatchPost post, long atMillis) {
        jdbc.sql("""
                        update batch_post set finalized_at_millis = :at where generation = :generation and number = :number""")
                .param("at", atMillis)
                .param("generation", post.generation())
                .param("number", post.number())
                .update();
        setStatus(post.generation(), post.number(), post.number(), "FINAL", "CONFIRMED");
    }

    /** Confirmed batches from {@code first} on whose challenge window has passed, without a gap. */
    List<BatchPost> finalizable(long first, long l1Seconds, int limit) {
        return jdbc.sql("""
                        select * from batch_post p where number >= :first and confirmed_at_millis is not null
                          and posted_at + challenge_window < :seconds and %s
                        order by number limit :limit""".formatted(NOT_VOID))
                .param("first", first)
                .param("seconds", l1Seconds)
                .param("limit", limit)
                .query((row, index) -> post(row))
                .list();
    }

    private void setStatus(long generation, long first, long last, String to, String from) {
        jdbc.sql("""
                        update batch set status = :to
                        where generation = :generation and number between :first and :last and status = :from""")
                .param("to", to)
                .param("from", from)
                .param("generation", generation)
                .param("first", first)
                .param("last", last)
                .update();
    }

    private BatchPost post(ResultSet row) throws SQLException {
        long generation = row.getLong("generation");
        long number = row.getLong("number");
        BatchCommitment commitment = new BatchCommitment(
                Hash32.wrap(row.getBytes("batch_hash")),
                Hash32.wrap(row.getBytes("execution_hash")),
                Hash32.wrap(row.getBytes("data_hash")),
                row.getLong("posted_at"),
                row.getLong("challenge_window"));
        List<Hash32> cut = chunks.hashes(generation, number);
        boolean ours = !cut.isEmpty() && BatchData.dataHash(cut).equals(commitment.dataHash());
        return new BatchPost(
                generation,
                number,
                commitment,
                ours ? cut : List.of(),
                place(row),
                row.getLong("seen_at_millis"),
                Optional.ofNullable(row.getObject("confirmed_at_millis", Long.class)),
                Optional.ofNullable(row.getObject("finalized_at_millis", Long.class)));
    }

    private static L1Place place(ResultSet row) throws SQLException {
        return new L1Place(
                Hash32.wrap(row.getBytes("l1_tx_hash")),
                row.getLong("l1_block_number"),
                Hash32.wrap(row.getBytes("l1_block_hash")),
                row.getInt("l1_log_index"));
    }
}
