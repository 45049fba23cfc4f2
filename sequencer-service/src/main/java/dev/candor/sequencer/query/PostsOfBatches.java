package dev.candor.sequencer.query;

import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.settlement.BatchPosts;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What L1 has of a stored batch: of this batch, not of one with its number in another generation. */
@Component
class PostsOfBatches {
    private final BatchPosts posts;

    PostsOfBatches(BatchPosts posts) {
        this.posts = posts;
    }

    Optional<BatchPosts.BatchPost> find(StoredBatch batch) {
        return posts.find(batch.number())
                .filter(post -> post.generation() == batch.cut().generation().value());
    }
}
