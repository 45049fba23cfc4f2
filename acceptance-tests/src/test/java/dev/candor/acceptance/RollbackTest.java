package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.DevnetOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** L1 rolls back; the sequencer goes on from the anchor by itself, and every promise still holds. */
class RollbackTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir
    Path export;

    @Test
    void ordersEveryVoidedArrivalAgain() throws Exception {
        DevnetOptions options = DevnetOptions.forTests().withAudit(Map.of()).attestedBy(1);
        try (RolledBackNetwork network = RolledBackNetwork.start(options)) {
            // given
            JsonNode anchor = network.anchor();
            network.sendWhatIsVoided();
            String voidedHash = network.promises().hashes().getLast();
            BigInteger received = network.received();
            long voided = network.newest().get("number").asLong();

            // when
            long finalIn = network.l1().rollBackTo(anchor);
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> network.l1().finalizedBlock() >= finalIn);
            long finalSince = System.nanoTime();
            network.awaitGeneration(1);
            System.out.printf(
                    "rollback of batches %d-%d: the first batch of the new generation was there %d ms after it was final%n",
                    anchor.get("number").asLong() + 1,
                    voided,
                    Duration.ofNanos(System.nanoTime() - finalSince).toMillis());
            network.sendMore();

            // then
            network.promises().eachInOneBatch(network.client());
            assertThat(StoredSignatures.contradictions(network.devnet())).isEmpty();
            assertThat(network.received()).isEqualTo(received.add(BigInteger.valueOf(RolledBackNetwork.SENDERS)));
            assertLineage(network, anchor.get("number").asLong());
            Reference.rebuildsAndReexecutes(network.devnet(), export);
            assertBothLives(network, voidedHash);
            awaitWitness(network);
            assertThat(Json.get(network.devnet().audit().url() + "/v1/findings").get("findings"))
                    .as("findings of an honest sequencer")
                    .isEmpty();
        }
    }

    @Test
    void goesOnWhenKilledWhileItRollsBack() throws Exception {
        try (RolledBackNetwork network = RolledBackNetwork.start(DevnetOptions.forTests())) {
            // given
            JsonNode anchor = network.anchor();
            network.sendWhatIsVoided();
            BigInteger received = network.received();

            // when
            network.l1().rollBackTo(anchor);
            network.devnet().service().kill();
            network.devnet().service().start();
            network.awaitGeneration(1);
            network.devnet().service().kill();
            network.devnet().service().start();
            network.awaitPosted();

            // then
            network.promises().eachInOneBatch(network.client());
            assertThat(StoredSignatures.contradictions(network.devnet())).isEmpty();
            assertThat(network.received()).isEqualTo(received);
            for (Wallet sender : network.senders()) {
                assertThat(network.transactionCount(sender)).isEqualTo(sender.nextNonce());
            }
        }
    }

    /** The receipt shows the batch that L1 voided, and the one that has the transaction now. */
    private static void assertBothLives(RolledBackNetwork network, String hash) {
        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(() -> {
            JsonNode lives = Json.get(network.devnet().audit().url() + "/v1/receipts/" + hash)
                    .path("arrivals")
                    .path(0)
                    .path("lives");
            assertThat(lives).as("lives").hasSize(2);
            assertThat(lives.get(0).get("generation").asString()).isEqualTo("0");
            assertThat(lives.get(0).get("voided").path("newGeneration").asString())
                    .as(
                            "voiding of batch %s by the events %s",
                            lives.get(0).get("number"),
                            Json.get(network.devnet().audit().url() + "/v1/events?type=BatchVoided"))
                    .isEqualTo("1");
            assertThat(lives.get(1).get("generation").asString()).isEqualTo("1");
            assertThat(lives.get(1).get("voided").isNull()).isTrue();
        });
    }

    private static void awaitWitness(RolledBackNetwork network) throws IOException {
        String newest = network.newest().get("number").asString();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> Json.get(network.devnet().witnesses().getFirst().url() + "/v1/attestations/1/" + newest)
                        .path("verdict")
                        .asString()
                        .equals("VALID"));
    }

    /** Numbers without a gap; generation 1 begins right after the anchor. */
    private static void assertLineage(RolledBackNetwork network, long anchor) throws IOException {
        long newest = network.newest().get("number").asLong();
        Set<String> hashes = new HashSet<>();
        String parentHash =
                network.client().get("/v1/batches/" + anchor).get("batchHash").asString();
        for (long number = anchor + 1; number <= newest; number++) {
            JsonNode batch = network.client().get("/v1/batches/" + number);
            assertThat(batch.get("generation").asString())
                    .as("batch %d", number)
                    .isEqualTo("1");
            assertThat(batch.get("header").get("parentHash").asString())
                    .as("parent of batch %d", number)
                    .isEqualTo(parentHash);
            parentHash = batch.get("batchHash").asString();
            hashes.add(parentHash);
        }
        assertThat(hashes).hasSize((int) (newest - anchor));
    }
}
