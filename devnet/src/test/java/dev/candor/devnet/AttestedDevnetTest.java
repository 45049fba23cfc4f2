package dev.candor.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttestedDevnetTest {
    private static final Duration ATTEST_LIMIT = Duration.ofSeconds(120);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void attestsTheBatchesOfAQuietNetworkThroughKillsOfItselfAndItsClient() throws Exception {
        DevnetOptions options = DevnetOptions.forTests().withAudit(Map.of()).attestedBy(1);
        try (Devnet devnet = Devnet.start(options)) {
            WitnessProcess witness = devnet.witnesses().getFirst();

            // given: an idle network with its empty batches
            awaitValid(witness, 2);
            JsonNode before = json(witness, "/v1/attestations/0/2");

            // when
            witness.kill();
            devnet.witnessClient(0).kill();
            devnet.witnessClient(0).restart();
            witness.start();

            // then
            awaitValid(witness, 4);
            assertThat(json(witness, "/v1/attestations/0/2")).isEqualTo(before);
            JsonNode all = json(witness, "/v1/attestations").path("attestations");
            assertThat(all.path(3).path("number").asString()).isEqualTo("4");
            JsonNode attesting = json(witness, "/v1/witness").path("attesting");
            assertThat(attesting.path("counts").path("INVALID").asString()).isEqualTo("0");
            assertThat(attesting.path("address").asString())
                    .isEqualTo(witness.attestsAs().orElseThrow().toHex());
            assertThat(devnet.witnesses().getLast().attestsAs()).isEmpty();
        }
    }

    private static void awaitValid(WitnessProcess witness, int batch) {
        await().atMost(ATTEST_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> json(witness, "/v1/attestations/0/" + batch)
                        .path("verdict")
                        .asString()
                        .equals("VALID"));
    }

    private static JsonNode json(WitnessProcess witness, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(witness.url() + path)).build();
        return JSON.readTree(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
