package dev.candor.witness.judge;

import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.identity.FullWitness;
import dev.candor.witness.reexecute.Reexecuted;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this witness made of the batches so far, and how far it has come. Of final posts only: L1 takes none of it back. */
@Component
@FullWitness
class JudgedBatches {
    private final JdbcClient jdbc;

    JudgedBatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The last post that was dealt with.
     *
     * @param generation the newest one that began, by the rollbacks that were applied
     */
    record Position(long blockNumber, int logIndex, long generation) {}

    /** @param outcomes one code a position */
    record OwnBlock(Generation generation, byte[] header, byte[] outcomes) {}

    Position position() {
        return jdbc.sql("select l1_block_number, l1_log_index, generation from judging_position")
                .query((row, index) -> new Position(row.getLong(1), row.getInt(2), row.getLong(3)))
                .single();
    }

    /**
     * Moves on from one post to a later one; false if another process was faster.
     *
     * @param from as it was read before
     */
    boolean moveOn(Position from, PostedBatch to) {
        return jdbc.sql("""
                        update judging_position set l1_block_number = :block, l1_log_index = :index
                        where l1_block_number = :fromBlock and l1_log_index = :fromIndex and generation = :generation""")
                        .param("block", to.place().blockNumber())
                        .param("index", to.place().logIndex())
                        .param("fromBlock", from.blockNumber())
                        .param("fromIndex", from.logIndex())
                        .param("generation", from.generation())
                        .update()
                == 1;
    }

    /** The L2 block of a batch that is not void, by this witness's client; empty if the batch does not rebuild. */
    Optional<Hash32> blockHash(BatchNumber number) {
        return jdbc.sql(
                        "select block_hash from judged_batch where number = :number and not void and block_hash is not null")
                .param("number", number.value())
                .query((row, index) -> Hash32.wrap(row.getBytes(1)))
                .optional();
    }

    ParentBlock parentBlock(BatchNumber number) {
        return jdbc.sql("select block_hash from judged_batch where number = :number and not void")
                .param("number", number.value())
                .query((row, index) -> {
                    byte[] hash = row.getBytes(1);
                    return hash == null ? new ParentBlock.None() : new ParentBlock.Block(Hash32.wrap(hash));
                })
                .optional()
                .orElseGet(ParentBlock.NotJudged::new);
    }

    Optional<OwnBlock> ownBlock(BatchNumber number) {
        return jdbc.sql("""
                        select generation, block_header, outcomes from judged_batch
                        where number = :number and not void and block_hash is not null""")
                .param("number", number.value())
                .query((row, index) -> new OwnBlock(new Generation(row.getLong(1)), row.getBytes(2), row.getBytes(3)))
                .optional();
    }

    void add(PostedBatch post, Judgement.Judged judged) {
        Optional<Reexecuted> own = judged.own();
        jdbc.sql("""
                        insert into judged_batch (generation, number, batch_hash, verdict, block_hash, block_header, outcomes)
                        values (:generation, :number, :batch, :verdict, :block, :header, :outcomes)""")
                .param("generation", post.generation().value())
                .param("number", post.number().value())
                .param("batch", post.commitment().batchHash().toArray())
                .param("verdict", judged.verdict().code())
                .param("block", own.map(it -> it.header().hash().toArray()).orElse(null))
                .param(
                        "header",
                        own.map(Reexecuted::header)
                                .map(L2BlockHeader::encode)
                                .map(it -> it.toArray())
                                .orElse(null))
                .param("outcomes", own.map(JudgedBatches::codes).orElse(null))
                .update();
    }

    private static byte[] codes(Reexecuted own) {
        byte[] codes = new byte[own.outcomes().size()];
        for (int i = 0; i < codes.length; i++) {
            OutcomeLeaf leaf = own.outcomes().get(i);
            codes[i] = (byte) leaf.outcome().code();
        }
        return codes;
    }

    /** Voids what a rollback voids, once; later batches of these numbers are of the new generation. */
    void rollBack(PostedFacts.Rollback rollback) {
        int applied = jdbc.sql("update judging_position set generation = :generation where generation < :generation")
                .param("generation", rollback.generation().value())
                .update();
        if (applied == 0) {
            return;
        }
        jdbc.sql("update judged_batch set void = true where number >= :from and generation < :generation")
                .param("from", rollback.voidedFrom().value())
                .param("generation", rollback.generation().value())
                .update();
        jdbc.sql("delete from judged_arrival where number >= :from")
                .param("from", rollback.voidedFrom().value())
                .update();
    }
}
