package dev.candor.audit.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.log.Topic;
import dev.candor.tlog.TlogProof;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EntryResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int ARRIVALS = 300;

    @TempDir
    static Path directory;

    private static AuditNode node;
    private static TestTopics topics;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        String suffix = TestBroker.freshSuffix();
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
        topics.send(Topic.ARRIVALS, ARRIVALS);
        node = AuditNode.start(
                directory,
                AuditDatabase.url(),
                AuditNode.policy(directory, 0),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix));
        await().atMost(PATIENCE)
                .until(() -> node.checkpoints().newestAtLeast(ARRIVALS + 1).isPresent()
                        && node.bean(EntryLookups.class).indexedSize() > ARRIVALS);
    }

    @AfterAll
    static void stop() {
        node.close();
        topics.close();
    }

    @Test
    void servesAnEntryWithWhatItSaysAndItsProof() throws Exception {
        JsonNode entry = json(get("/v1/entries/7", "application/json"), 200);

        assertThat(entry.path("says").path("kind").asString()).isEqualTo("Arrival");
        assertThat(entry.path("says").path("event").path("record").asString()).isEqualTo("0x" + hex("ARRIVALS 7"));
        assertThat(entry.path("entry").asString()).startsWith("0x0001000000000000000000000007");
        assertThat(entry.path("proof").path("nodes").isEmpty()).isFalse();
        assertThat(entry.path("proof").path("checkpoint").asString()).startsWith(AuditNode.ORIGIN);
    }

    @Test
    void servesTheProofInItsOwnForm() throws Exception {
        HttpResponse<String> answer = get("/v1/entries/7", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(200);
        TlogProof proof =
                TlogProof.parse(answer.body().getBytes(StandardCharsets.UTF_8)).orThrow();
        assertThat(proof.index()).isEqualTo(7);
    }

    @Test
    void servesTheEventsBytesForEver() throws Exception {
        HttpResponse<String> answer = get("/v1/entries/7/event", "*/*");

        assertThat(answer.body()).isEqualTo("ARRIVALS 7");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
    }

    @Test
    void listsEventsByKindInPages() throws Exception {
        JsonNode coverage = json(get("/v1/events?type=Coverage", "application/json"), 200);
        JsonNode first = json(get("/v1/events?type=Arrival&limit=100", "application/json"), 200);
        JsonNode last = json(get("/v1/events?since=290&limit=100", "application/json"), 200);

        assertThat(coverage.path("events").size()).isEqualTo(1);
        assertThat(coverage.path("events").path(0).path("index").asString()).isEqualTo("255");
        assertThat(first.path("events").size()).isEqualTo(100);
        assertThat(first.path("next").asString()).isEqualTo("100");
        assertThat(last.path("events").size()).isEqualTo(11);
        assertThat(last.path("next").asString()).isEqualTo("301");
        assertThat(json(get("/v1/events?since=999999", "application/json"), 200)
                        .path("events")
                        .isEmpty())
                .isTrue();
        assertThat(json(get("/v1/events?type=dev.candor.Unheard.v9", "application/json"), 200)
                        .path("events")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void tellsNothingOfASenderWhoSentNothing() throws Exception {
        JsonNode timeline = json(get("/v1/senders/0x" + "ab".repeat(20) + "/timeline", "application/json"), 200);

        assertThat(timeline.path("steps").isEmpty()).isTrue();
        assertThat(timeline.has("next")).isFalse();
    }

    @Test
    void refusesWhatIsNotOfTheDocumentedForm() throws Exception {
        for (String path : new String[] {
            "/v1/entries/-1",
            "/v1/entries/01",
            "/v1/entries/9999999999999999999",
            "/v1/events?since=x",
            "/v1/events?limit=0",
            "/v1/events?limit=101",
            "/v1/events?type=%20",
            "/v1/senders/0xab/timeline",
            "/v1/senders/0x" + "ab".repeat(20) + "/timeline?limit=51"
        }) {
            JsonNode problem = json(get(path, "application/json"), 400);
            assertThat(problem.path("type").asString()).as(path).isEqualTo("urn:candor:problem:invalid-request");
        }
        assertThat(json(get("/v1/entries/100000", "application/json"), 404)
                        .path("type")
                        .asString())
                .isEqualTo("urn:candor:problem:not-found");
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(node.url() + path))
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return MAPPER.readTree(answer.body());
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
