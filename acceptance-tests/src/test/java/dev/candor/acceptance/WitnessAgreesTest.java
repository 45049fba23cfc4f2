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

/** Witnesses that have nothing but L1 and their own clients, of two kinds, agree with an honest sequencer, batch by batch. */
class WitnessAgreesTest {
    /** {@code -Dcandor.acceptance.transactions=10000} for the full measure. */
    private static final int TRANSACTIONS = Integer.getInteger("candor.acceptance.transactions", 1500);

    private static final int SENDERS = 100;
    private static final int PER_REQUEST = 100;
    private static final long SEED = 20_261_123;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void callsEveryBatchOfARandomLoadValid() throws Exception {
        DevnetOptions options = DevnetOptions.forTests().withAudit(Map.of()).attestedBy(2);
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
            for (int kind = 0; kind < 2; kind++) {
                String witness = devnet.witnesses().get(kind).url();
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> Json.get(witness + "/v1/attestations/0/" + last)
                                .path("verdict")
                                .asString()
                                .equals("VALID"));

                // then
                JsonNode attesting = Json.get(witness + "/v1/witness").path("attesting");
                JsonNode counts = attesting.path("counts");
                System.out.println("attestations on " + attesting.path("client") + ": " + counts);
                assertThat(counts.path("VALID").asLong()).isGreaterThanOrEqualTo(Long.parseLong(last));
                assertThat(counts.path("INVALID").asString()).isEqualTo("0");
            }
        }
    }
}
