package dev.candor.audit.checkpoint;

import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Hash32;
import java.nio.charset.StandardCharsets;

/** Value of the event CheckpointPublished (spec/events.md section 5); never changed, a change is a V2. */
record CheckpointPublishedV1(
        String rollupId,
        String origin,
        String originHash,
        String size,
        String root,
        String note,
        String publishedAtMillis) {

    /** The event in its envelope. */
    static Outbox.Event event(RollupIdentity rollup, PublishedCheckpoint checkpoint) {
        return new Outbox.Event(
                Topic.CHECKPOINTS.kafkaName(),
                "CheckpointPublished",
                "checkpoint/" + checkpoint.size(),
                checkpoint.publishedAtMillis(),
                of(rollup, checkpoint));
    }

    private static CheckpointPublishedV1 of(RollupIdentity rollup, PublishedCheckpoint checkpoint) {
        return new CheckpointPublishedV1(
                rollup.id().toString(),
                rollup.origin(),
                rollup.originHash().toHex(),
                Long.toString(checkpoint.size()),
                Hash32.wrap(checkpoint.root().toArray()).toHex(),
                new String(checkpoint.note().readOnlyArray(), StandardCharsets.UTF_8),
                Long.toString(checkpoint.publishedAtMillis()));
    }
}
