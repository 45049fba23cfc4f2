package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.execution.ExecutionWitness;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Batch 1 executed and final with a skipped transaction, 2 executed, 3 ordered; the client is what a test makes of it. */
class WitnessResourceTest {
    private static final ExecutionWitness WITNESS = new ExecutionWitness(
            Bytes.fromHex("0xc101"),
            Bytes.fromHex("0xc102"),
            new TreeSet<>(Set.of(Bytes.fromHex("0xbb"), Bytes.fromHex("0xaa"))),
            new TreeSet<>(Set.of(Bytes.fromHex("0x00"))),
            List.of(Bytes.fromHex("0xc103")));

    private static QueryNode node;

    @BeforeAll
    static void start() {
        node = QueryNode.start();
        WrittenBatches batches = node.batches();
        node.line().promised(0, QueryNode.transfer(1, 0), 1_699_999_999_500L);
        StoredBatch first = batches.order(batches.cut(1, Map.of(), 0));
        batches.execute(first, node.store().order(first), leaf -> Outcome.SKIPPED);
        StoredBatch second = batches.order(batches.cut(0, Map.of(), 0));
        batches.execute(second, node.store().order(second), leaf -> Outcome.SUCCEEDED);
        batches.order(batches.cut(0, Map.of(), 0));
        node.posts().posted(node.store().find(1).orElseThrow(), 40, 1_700_000_010, 1_700_000_010_000L);
        node.posts().confirmed(1, 1_700_000_012_000L);
        node.posts().finalized(1, 1_700_000_072_000L);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void givesTheWitnessInItsForm() throws Exception {
        node.client().answer(Optional.of(WITNESS));

        HttpResponse<String> response = node.get("/v1/batches/1/witness");

        assertThat(response.body()).isEqualTo("""
                        {"rollupId":"901901","generation":"0","number":"1","parentHeader":"0xc101","block":"0xc102",\
                        "witness":{"state":["0xaa","0xbb"],"codes":["0x00"],"headers":["0xc103"]}}""");
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void asksForTheSendersOfSkippedTransactions() throws Exception {
        node.client().answer(Optional.of(WITNESS));

        node.get("/v1/batches/1/witness");
        assertThat(node.client().further())
                .containsExactly(QueryNode.transfer(1, 0).sender());

        node.get("/v1/batches/2/witness");
        assertThat(node.client().further()).isEmpty();
    }

    @Test
    void answersNotModifiedToWhoHasItAlready() throws Exception {
        node.client().answer(Optional.of(WITNESS));
        HttpResponse<String> first = node.get("/v1/batches/2/witness");
        String eTag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(node.get("/v1/batches/2/witness", "If-None-Match", eTag).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"3, 409, not-yet", "4, 404, not-found"})
    void saysWhatIsNotThere(long number, int status, String type) throws Exception {
        assertProblem(node.get("/v1/batches/" + number + "/witness"), status, type);
    }

    @Test
    void saysThatTheStateIsForgotten() throws Exception {
        node.client().answer(Optional.empty());

        assertProblem(node.get("/v1/batches/2/witness"), 404, "not-found");
    }

    @Test
    void saysThatTheClientIsAwayAndWhenToAskAgain() throws Exception {
        node.client().goAway();

        HttpResponse<String> response = node.get("/v1/batches/2/witness");

        assertProblem(response, 503, "busy");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode problem = QueryNode.read(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:candor:problem:" + type);
    }
}
