package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.sequencer.GoldenSample;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was released once is what is sent for ever. */
class SettlementEventsTest {
    private final GoldenSample posted = GoldenSample.of("BatchPosted");
    private final GoldenSample finalized = GoldenSample.of("BatchFinalized");

    @Test
    void batchPostedIsTheGoldenSample() {
        posted.requireEqual(SettlementEvents.posted(posted.rollup(), post(), posted.atMillis()));
    }

    @Test
    void batchFinalizedIsTheGoldenSample() {
        finalized.requireEqual(
                SettlementEvents.finalized(finalized.rollup(), post(), place(finalized), finalized.atMillis()));
    }

    private BatchPosts.BatchPost post() {
        return new BatchPosts.BatchPost(
                posted.number("/generation"),
                posted.number("/number"),
                new BatchCommitment(
                        posted.hash("/commitment/batchHash"),
                        posted.hash("/commitment/executionHash"),
                        posted.hash("/commitment/dataHash"),
                        posted.number("/commitment/postedAt"),
                        posted.number("/commitment/challengeWindow")),
                List.of(posted.hash("/dataHashes/0")),
                place(posted),
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static BatchPosts.L1Place place(GoldenSample sample) {
        return new BatchPosts.L1Place(
                sample.hash("/l1/transactionHash"),
                sample.number("/l1/blockNumber"),
                sample.hash("/l1/blockHash"),
                (int) sample.number("/l1/logIndex"));
    }
}
