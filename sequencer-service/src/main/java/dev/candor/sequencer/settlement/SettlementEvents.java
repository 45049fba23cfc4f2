package dev.candor.sequencer.settlement;

import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.List;

/** The wire forms of BatchPosted and BatchFinalized, version 1 (spec/events.md): released, so they never change. */
final class SettlementEvents {
    private static final String TOPIC = "candor.batches.v1";

    private SettlementEvents() {}

    static Outbox.Event posted(RollupIdentity identity, BatchPosts.BatchPost post, long atMillis) {
        BatchPostedV1 data = new BatchPostedV1(
                identity.id().toString(),
                Long.toUnsignedString(post.generation()),
                Long.toUnsignedString(post.number()),
                new CommitmentV1(
                        post.commitment().batchHash().toHex(),
                        post.commitment().executionHash().toHex(),
                        post.commitment().dataHash().toHex(),
                        Long.toUnsignedString(post.commitment().postedAt()),
                        Long.toUnsignedString(post.commitment().challengeWindow())),
                post.commitment().hash().toHex(),
                post.dataHashes().stream().map(Hash32::toHex).toList(),
                L1PlaceV1.of(post.place()));
        String id = "posted/%d/%d/%s"
                .formatted(post.generation(), post.number(), post.place().blockHash());
        return new Outbox.Event(TOPIC, "BatchPosted", id, atMillis, data);
    }

    static Outbox.Event finalized(
            RollupIdentity identity, BatchPosts.BatchPost post, BatchPosts.L1Place place, long atMillis) {
        BatchFinalizedV1 data = new BatchFinalizedV1(
                identity.id().toString(),
                Long.toUnsignedString(post.generation()),
                Long.toUnsignedString(post.number()),
                post.commitment().batchHash().toHex(),
                L1PlaceV1.of(place));
        String id = "finalized/%d/%d".formatted(post.generation(), post.number());
        return new Outbox.Event(TOPIC, "BatchFinalized", id, atMillis, data);
    }

    record BatchPostedV1(
            String rollupId,
            String generation,
            String number,
            CommitmentV1 commitment,
            String commitmentHash,
            List<String> dataHashes,
            L1PlaceV1 l1) {}

    record CommitmentV1(
            String batchHash, String executionHash, String dataHash, String postedAt, String challengeWindow) {}

    record BatchFinalizedV1(String rollupId, String generation, String number, String batchHash, L1PlaceV1 l1) {}

    record L1PlaceV1(String transactionHash, String blockNumber, String blockHash, int logIndex) {
        static L1PlaceV1 of(BatchPosts.L1Place place) {
            return new L1PlaceV1(
                    place.transactionHash().toHex(),
                    Long.toUnsignedString(place.blockNumber()),
                    place.blockHash().toHex(),
                    place.logIndex());
        }
    }
}
