package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestTopics;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.HonestRollup;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.LocalKafka;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Seq;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with its log on a broker of its own: showing promises and reading findings over HTTP. */
class FindingsOverHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path directory;

    private static final HonestRollup HONEST = new HonestRollup();
    private static LocalKafka kafka;
    private static TestTopics topics;
    private static AuditNode node;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start();
        topics = new TestTopics(kafka.bootstrapServers(), "");
        topics.create(topics.name(Topic.PROMISES));
        topics.create(topics.name(Topic.ARRIVALS));
        node = AuditNode.startWith(
                directory,
                AuditDatabase.url(),
                AuditNode.policy(directory, 0),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "candor.rollup-id",
                        HonestRollup.ID.toString(),
                        "candor.l1.chain-id",
                        Long.toString(HONEST.rollup.domain().l1ChainId()),
                        "candor.l1.rollup-address",
                        HONEST.rollup.domain().rollup().toString(),
                        "candor.findings.grace",
                        "1s",
                        "candor.shown-promises.burst",
                        "50",
                        "candor.shown-promises.per-second",
                        "5"),
                WrittenL1.class,
                new WrittenL1(HONEST));
    }

    @AfterAll
    static void stop() {
        node.close();
        topics.close();
        kafka.close();
    }

    /** As a client that waits when it is told to. */
    private HttpResponse<String> post(byte[] body, String type) {
        return await().atMost(PATIENCE).until(() -> postOnce(body, type), answer -> answer.statusCode() != 429);
    }

    private HttpResponse<String> postOnce(byte[] body, String type) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(node.url() + "/v1/promises"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode show(Signed<InclusionPromise> promise) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(Watched.body(promise).toArray(), "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return JSON.readTree(answer.body());
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(node.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static void log(SeenPromise promise) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("rollupId", HonestRollup.ID.toString());
        value.put("generation", "0");
        value.put("promise", Watched.members(promise.promise()));
        value.put("signature", promise.promise().signature().toHex());
        value.put("rawTx", "0x");
        topics.sendEvent(Topic.PROMISES, "dev.candor.PromiseIssued.v1", JSON.writeValueAsBytes(value));
    }

    private static List<String> loggedFindings() {
        List<String> events = new ArrayList<>();
        for (LogEntry entry : node.log().entries(0, 256)) {
            if (entry.topic() == Topic.FINDINGS) {
                events.add(new String(entry.event().toArray(), StandardCharsets.UTF_8));
            }
        }
        return events;
    }

    @Test
    void aSuppressedPromiseBecomesAFindingAndAnEntryAndIsForgottenWhenItIsLogged() throws Exception {
        // given
        SeenPromise held = HONEST.arrive(1);
        Seq seq = held.seq();
        topics.sendArrival(HONEST.value(seq).toArray());
        String id = "promise-suppressed." + seq;

        // when
        JsonNode first = show(held.promise());

        // then
        assertThat(first.path("state").asString()).isEqualTo("WATCHED");
        assertThat(first.path("seq").asString()).isEqualTo(seq.toString());
        assertThat(first.path("finding").isNull()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> show(held.promise()).path("state").asString().equals("SUPPRESSED"));
        assertThat(show(held.promise()).path("finding").asString()).isEqualTo(id);
        JsonNode finding = get("/v1/findings/" + id, 200);
        assertThat(finding.at("/finding/state").asString()).isEqualTo("RAISED");
        assertThat(finding.at("/finding/severity").asString()).isEqualTo("MAJOR");
        assertThat(finding.at("/evidence/parts/promise/signature").asString())
                .isEqualTo(held.promise().signature().toHex());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(loggedFindings())
                        .anySatisfy(event -> assertThat(event)
                                .contains("dev.candor.FindingRaised.v1")
                                .contains(id)
                                .contains(held.promise().signature().toHex())));

        // when
        log(held);

        // then
        await().atMost(PATIENCE)
                .until(() -> get("/v1/findings/" + id, 200)
                        .at("/finding/state")
                        .asString()
                        .equals("CLEARED"));
        JsonNode last = show(held.promise());
        assertThat(last.path("state").asString()).isEqualTo("LOGGED");
        assertThat(node.log()
                        .entries(Long.parseLong(last.path("entry").asString()), 1)
                        .getFirst()
                        .topic())
                .isEqualTo(Topic.PROMISES);
    }

    @Test
    void listsFindingsInPagesAndByKindAndState() throws Exception {
        // given
        topics.sendEvent(Topic.BATCHES, "dev.candor.BatchSealed.v1", "no event".getBytes(StandardCharsets.UTF_8));
        topics.sendEvent(Topic.BATCHES, "dev.candor.BatchSealed.v1", "{}".getBytes(StandardCharsets.UTF_8));
        String unreadable = "/v1/findings?state=RAISED&kind=EVENT_UNREADABLE";

        // when
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(unreadable, 200).path("findings").size()).isEqualTo(2));
        JsonNode first = get(unreadable + "&limit=1", 200);
        JsonNode second =
                get(unreadable + "&limit=1&before=" + first.path("next").asString(), 200);

        // then
        assertThat(first.at("/findings/0/expected").asString()).contains("to be an event of spec/events.md");
        assertThat(first.at("/findings/0/id").asString())
                .isGreaterThan(second.at("/findings/0/id").asString());
        assertThat(get(unreadable + "&limit=200", 200).path("next").isNull()).isTrue();
        assertThat(get("/v1/findings?state=CLEARED&kind=EVENT_UNREADABLE", 200)
                        .path("findings")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refusesWhatIsNotOfTheDocumentedForm() throws Exception {
        for (String query : new String[] {"limit=0", "limit=201", "limit=x", "kind=NONE", "state=OPEN", "before=x"}) {
            assertThat(get("/v1/findings?" + query, 400).path("type").asString())
                    .as(query)
                    .isEqualTo("urn:candor:problem:invalid-request");
        }
        assertThat(get("/v1/findings/none.1", 404).path("type").asString()).isEqualTo("urn:candor:problem:not-found");
        HttpResponse<String> noPromise = post("{\"promise\":{}}".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(noPromise.statusCode()).isEqualTo(400);
        assertThat(noPromise.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(noPromise.body()).at("/errors/0/message").asString())
                .isEqualTo("Expected a member promise.rollupId, found none.");
        assertThat(post(new byte[0], "application/json").statusCode()).isEqualTo(400);
        assertThat(post(new byte[PromisesResource.MAX_BODY_BYTES + 1], "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("promise=1".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .statusCode())
                .isEqualTo(415);
        InclusionPromise promise = HONEST.arrive(2).promise().object();
        HttpResponse<String> strangers = post(
                Watched.body(new Signed<>(
                                promise,
                                HONEST.strangerKey
                                        .sign(promise.digest(HONEST.rollup.domain()))
                                        .toBytes()))
                        .toArray(),
                "application/json");
        assertThat(strangers.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(strangers.body()).at("/errors/0/pointer").asString())
                .isEqualTo("/signature");
    }

    @Test
    void describesItselfAndBoundsTheRequestsOfOneAddress() throws Exception {
        JsonNode description = get("/v3/api-docs", 200);
        assertThat(description.at("/paths/~1v1~1promises/post/summary").asString())
                .isEqualTo("Show a promise that the log may lack");
        assertThat(description.at("/paths/~1v1~1findings/get/summary").asString())
                .isNotEmpty();

        HttpResponse<String> answer = post("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        for (int calls = 0; calls < 500 && answer.statusCode() != 429; calls++) {
            answer = postOnce("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(JSON.readTree(answer.body()).path("type").asString()).isEqualTo("urn:candor:problem:rate-limited");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(post("{}".getBytes(StandardCharsets.UTF_8), "application/json")
                        .statusCode())
                .as("later")
                .isEqualTo(400);
    }
}
