package dev.candor.sequencer.query;

import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.settlement.BatchPosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A position in an ordered batch, and how far the batch has come. */
record Standing(
        StoredBatch batch,
        StoredBatch.Ordered ordered,
        BatchTrees trees,
        Optional<BatchPosts.BatchPost> post,
        int position) {

    TransactionState state() {
        return TransactionState.of(batch);
    }

    /** From ORDERED on, as far as the batch has come. */
    List<TransactionStatus.Reached> history() {
        List<TransactionStatus.Reached> history = new ArrayList<>();
        history.add(TransactionStatus.Reached.of(TransactionState.ORDERED, ordered.orderedAtMillis()));
        batch.executed()
                .ifPresent(executed -> history.add(
                        TransactionStatus.Reached.of(TransactionState.EXECUTED, executed.executedAtMillis())));
        post.flatMap(BatchPosts.BatchPost::confirmedAtMillis)
                .ifPresent(at -> history.add(TransactionStatus.Reached.of(TransactionState.POSTED, at)));
        post.flatMap(BatchPosts.BatchPost::finalizedAtMillis)
                .ifPresent(at -> history.add(TransactionStatus.Reached.of(TransactionState.FINAL, at)));
        return history;
    }

    TransactionStatus.Place place() {
        return new TransactionStatus.Place(
                batch.cut().number().toString(),
                batch.cut().generation().toString(),
                ordered.batchHash().toHex(),
                position);
    }

    /** @param reason why it was skipped, if it was and that is known */
    Optional<TransactionStatus.OutcomeForm> outcome(Optional<String> reason) {
        return batch.executed().map(executed -> {
            OutcomeLeaf leaf = trees.outcome(position, executed);
            return new TransactionStatus.OutcomeForm(
                    leaf.outcome().name(),
                    Long.toUnsignedString(leaf.gasUsed()),
                    executed.statement().l2BlockHash().toHex(),
                    reason);
        });
    }

    MerkleProof orderProof() {
        return trees.orderProof(position);
    }

    Optional<MerkleProof> outcomeProof() {
        return batch.executed().map(executed -> trees.outcomeProof(position, executed));
    }

    Optional<L1Post> l1() {
        return post.map(L1Post::of);
    }
}
