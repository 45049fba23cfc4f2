package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;
import dev.candor.protocol.transaction.EthTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A witness that has nothing but L1 and its own client agrees with an honest sequencer, batch by batch. */
class WitnessAgreesTest {
    /** {@code -Dcandor.acceptance.transactions=10000} for the full measure. */
    private static final int TRANSACTIONS = Integer.getInteger("candor.acceptance.transactions", 1500);

    private static final int SENDERS = 100;
    private static final int PER_REQUEST = 100;
    private static final long SEED = 20_261_123;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void callsEveryBatchOfARandomLoadValid() throws Exception {
        DevnetOptions options = DevnetOptions.forTests().withAudit(Map.of()).attestedBy(1);
        try (Devnet devnet = Devnet.start(options, System.out::println)) {
            // given
            SequencerClient client = new SequencerClient(devnet.service().url());
            Promises promises = new Promises();
            RandomLoad load = new RandomLoad(SEED, SENDERS);
            for (int sent = 0; sent < TRANSACTIONS; sent += PER_REQUEST) {
                List<EthTransaction> some = load.next(PER_REQUEST);
                client.sendAll(some.stream().map(EthTransaction::raw).toList());
                some.forEach(promises::add);
            }

            // when
            promises.awaitAll(client, "FINAL");
            String last = client.get("/v1/transactions/" + promises.hashes().getLast())
                    .get("batch")
                    .get("number")
                    .asString();
            String witness = devnet.witnesses().getFirst().url();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Json.get(witness + "/v1/attestations/0/" + last)
                            .path("verdict")
                            .asString()
                            .equals("VALID"));

            // then
            JsonNode counts =
                    Json.get(witness + "/v1/witness").path("attesting").path("counts");
            System.out.println("attestations: " + counts);
            assertThat(counts.path("VALID").asLong()).isGreaterThanOrEqualTo(Long.parseLong(last));
            assertThat(counts.path("INVALID").asString()).isEqualTo("0");
            assertThat(counts.path("UNAVAILABLE").asString()).isEqualTo("0");
        }
    }
}
