package dev.candor.devnet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.tlog.PolicyVerdict;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TrustPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditedDevnetTest {
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void publishesWhileTwoOfThreeWitnessesLiveAndGoesOnWhenTheyAreBack() throws Exception {
        try (Devnet devnet = Devnet.start(DevnetOptions.forTests().withAudit(Map.of()))) {
            // given: an idle network, whose empty batches are what is logged
            long first = awaitPublishedBeyond(devnet, 0);

            devnet.witnesses().getFirst().kill();
            long withTwo = awaitPublishedBeyond(devnet, first);

            // when
            devnet.witnesses().getLast().kill();
            long stopped = awaitNoPublication(devnet);
            long block = blockNumber(devnet);

            // then: nothing is published, and the sequencer does not care
            await().atMost(PUBLISH_LIMIT).until(() -> blockNumber(devnet) > block);
            assertThat(published(devnet).orElseThrow().checkpoint().tree().size())
                    .isEqualTo(stopped)
                    .isGreaterThanOrEqualTo(withTwo);

            devnet.witnesses().getFirst().start();
            awaitPublishedBeyond(devnet, stopped);
        }
    }

    private static long awaitPublishedBeyond(Devnet devnet, long size) {
        PolicyVerdict.Satisfied published = await().atMost(PUBLISH_LIMIT)
                .until(
                        () -> published(devnet),
                        found -> found.isPresent()
                                && found.get().checkpoint().tree().size() > size)
                .orElseThrow();
        assertThat(published.cosignatures()).hasSizeGreaterThanOrEqualTo(2);
        return published.checkpoint().tree().size();
    }

    /** Waits until nothing was published for longer than the network is idle between two batches. */
    private static long awaitNoPublication(Devnet devnet) {
        AtomicLong last = new AtomicLong();
        await().during(Duration.ofSeconds(12)).atMost(PUBLISH_LIMIT).until(() -> {
            long size = published(devnet).orElseThrow().checkpoint().tree().size();
            return last.getAndSet(size) == size;
        });
        return last.get();
    }

    /** What the log serves, verified under the policy of the trust file. */
    private static Optional<PolicyVerdict.Satisfied> published(Devnet devnet) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(devnet.audit().logUrl() + "checkpoint"))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        Path trustFile = devnet.trustFile();
        JsonNode log = JSON.readTree(trustFile.toFile()).path("log");
        TrustPolicy policy =
                TrustPolicy.parse(log.path("policy").asString().getBytes(UTF_8)).orThrow();
        PolicyVerdict verdict = policy.evaluate(SignedNote.parse(answer.body()).orThrow());
        assertThat(verdict).isInstanceOf(PolicyVerdict.Satisfied.class);
        return Optional.of((PolicyVerdict.Satisfied) verdict);
    }

    private static long blockNumber(Devnet devnet) {
        return Long.decode(devnet.l2().rpc().call("eth_blockNumber").asString());
    }
}
