package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.batches.StoredBatch;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Reads a short chain: batches 1 to 5 executed, 6 ordered, 7 cut. */
class BatchResourceTest {
    private static final long RECEIVED_AT = 1_699_999_999_500L;
    private static final int EXECUTED = 5;

    private static QueryNode node;
    private static StoredBatch first;

    @BeforeAll
    static void start() {
        node = QueryNode.start();
        WrittenBatches batches = node.batches();
        node.line().promised(0, QueryNode.transfer(1, 0), RECEIVED_AT);
        node.line().promised(1, QueryNode.transfer(2, 0), RECEIVED_AT + 7);
        node.line().promised(2, QueryNode.transfer(1, 0), RECEIVED_AT + 3);
        node.line().empty(3);
        StoredBatch ordered = batches.order(batches.cut(4, Map.of(2L, 0L), 0));
        first = batches.execute(ordered, node.store().order(ordered), leaf -> Outcome.SUCCEEDED);
        for (int number = 2; number <= EXECUTED; number++) {
            StoredBatch next = batches.order(batches.cut(0, Map.of(), 0));
            batches.execute(next, node.store().order(next), leaf -> Outcome.SUCCEEDED);
        }
        batches.order(batches.cut(0, Map.of(), 0));
        batches.cut(0, Map.of(), 0);
        node.posts().posted(first, 40, 1_700_000_010, 1_700_000_010_000L);
        node.posts().confirmed(1, 1_700_000_012_000L);
        node.posts().finalized(1, 1_700_000_072_000L);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void walksBackOverAllBatchesInPages() throws Exception {
        List<String> seen = new ArrayList<>();
        Optional<String> before = Optional.empty();
        int pages = 0;
        do {
            JsonNode page = node.json("/v1/batches?limit=3"
                    + before.map(next -> "&before=" + next).orElse(""));
            numbers(page).forEach(seen::add);
            before = Optional.ofNullable(page.get("next")).map(JsonNode::asString);
            pages++;
        } while (before.isPresent());

        assertThat(seen).containsExactly("7", "6", "5", "4", "3", "2", "1");
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,", "2,1", "8,7", "99999999,7", "18446744073709551615,7"})
    void answersAPageOutOfRangeWithWhatThereIs(String before, String newest) throws Exception {
        List<String> page = numbers(node.json("/v1/batches?limit=1&before=" + before));

        assertThat(page).isEqualTo(newest == null ? List.of() : List.of(newest));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/batches?limit=0, limit",
        "/v1/batches?limit=101, limit",
        "/v1/batches?limit=x, limit",
        "/v1/batches?before=-1, before",
        "/v1/batches?before=18446744073709551616, before",
        "/v1/batches/one, number",
        "/v1/batches/0x1/header, number",
        "/v1/batches/99999999999999999999999/data, number"
    })
    void refusesWhatIsNoNumber(String path, String parameter) throws Exception {
        HttpResponse<String> response = node.get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = QueryNode.read(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:candor:problem:invalid-request");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/batches/8, 404, not-found",
        "/v1/batches/0, 404, not-found",
        "/v1/batches/8/header, 404, not-found",
        "/v1/batches/8/data, 404, not-found",
        "/v1/batches/7/header, 409, not-yet",
        "/v1/batches/7/data, 409, not-yet",
        "/v1/batches/6/data, 409, not-yet"
    })
    void saysWhatIsNotThere(String path, int status, String type) throws Exception {
        HttpResponse<String> response = node.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(QueryNode.read(response).get("type").asString()).isEqualTo("urn:candor:problem:" + type);
    }

    @Test
    void showsHeaderAndStatementWithTheirSignatures() throws Exception {
        JsonNode batch = node.json("/v1/batches/1");

        assertThat(batch.get("status").asString()).isEqualTo("FINAL");
        assertThat(batch.get("header").get("txCount").asInt()).isEqualTo(2);
        assertThat(batch.get("header").get("seqCount").asString()).isEqualTo("4");
        assertSigned(batch, "batchHash", "headerSignature");
        assertSigned(batch, "cutHash", "cutSignature");
        assertSigned(batch, "executionHash", "statementSignature");
        assertThat(batch.get("statement").get("gasUsed").asString()).isEqualTo("42001");
        JsonNode header = node.json("/v1/batches/1/header");
        assertThat(header.get("header")).isEqualTo(batch.get("header"));
        assertThat(header.get("beaconSignature").asString())
                .isEqualTo(first.ordered().orElseThrow().beaconSignature().toHex());
        assertThat(batch.get("l1").get("commitment").get("batchHash")).isEqualTo(batch.get("batchHash"));
        assertThat(batch.get("l1").get("finalizedAtMillis").asString()).isEqualTo("1700000072000");
        assertThat(node.json("/v1/batches/7").has("header")).isFalse();
        assertThat(node.json("/v1/batches/5").has("l1")).isFalse();
    }

    @Test
    void givesTheDataFromWhichTheBatchIsRebuilt() throws Exception {
        HttpResponse<byte[]> response = node.http()
                .send(
                        HttpRequest.newBuilder(node.url("/v1/batches/1/data")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        BatchData data = new BatchData(List.of(Bytes.wrap(response.body())));
        assertThat(response.headers().firstValue("Candor-Data-Hash"))
                .contains(data.dataHash().toHex());
        BatchContent content = BatchContent.decode(
                data.decode(1_000_000), new Seq(0), 4, first.cut().sealedAtMillis());
        assertThat(content.arrivals())
                .containsExactly(
                        new DataArrival.Transaction(
                                RECEIVED_AT, QueryNode.transfer(1, 0).raw()),
                        new DataArrival.Transaction(
                                RECEIVED_AT + 7, QueryNode.transfer(2, 0).raw()),
                        new DataArrival.Duplicate(RECEIVED_AT + 3, new Seq(0)),
                        new DataArrival.Empty());
    }

    @ParameterizedTest
    @CsvSource({"/v1/batches/1/header", "/v1/batches/2/data", "/v1/policy"})
    void answersNotModifiedToWhoHasItAlready(String path) throws Exception {
        String eTag = node.get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(node.get(path, "If-None-Match", eTag).statusCode()).isEqualTo(304);
        assertThat(node.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void letsOnlyWhatIsFinalBeKeptForEver() throws Exception {
        for (String part : List.of("", "/header", "/data")) {
            assertThat(cacheControl("/v1/batches/1" + part)).contains("immutable");
            assertThat(cacheControl("/v1/batches/2" + part)).isEqualTo("no-cache");
        }
    }

    @Test
    void tellsThePolicyInForce() throws Exception {
        JsonNode policy = node.json("/v1/policy");

        assertThat(policy.get("policyHash").asString())
                .isEqualTo(QueryNode.POLICY.hash().toHex());
        assertThat(policy.get("encoded").asString())
                .isEqualTo(QueryNode.POLICY.encode().toHex());
        assertThat(policy.get("policy").get("compensationWei").asString()).isEqualTo("1180591620717411303424");
        assertThat(policy.get("origin").get("number").asString()).isEqualTo("10");
    }

    @Test
    void tellsTheKeysThatSign() throws Exception {
        JsonNode keys = node.json("/v1/keys");

        assertThat(keys.get("orderAddress").asString())
                .isEqualToIgnoringCase(QueryNode.ORDER_SIGNER.address().toHex());
        assertThat(keys.get("beaconPublicKey").asString())
                .isEqualTo(QueryNode.BEACON.key().toBytes().toHex());
        assertThat(keys.get("domain").get("separator").asString())
                .isEqualTo(QueryNode.ROLLUP.domain().separator().toHex());
        assertThat(keys.get("typeHashes").size()).isEqualTo(7);
    }

    @Test
    void letsPagesOfOtherOriginsRead() throws Exception {
        HttpResponse<String> read = node.get("/v1/batches", "Origin", "https://explorer.example");
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).contains("*");

        HttpResponse<String> preflight = node.http()
                .send(
                        HttpRequest.newBuilder(node.url("/v1/batches"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "https://explorer.example")
                                .header("Access-Control-Request-Method", "DELETE")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(403);
    }

    @Test
    void describesEveryResource() throws Exception {
        JsonNode api = node.json("/v3/api-docs");

        assertThat(api.get("paths").propertyNames())
                .contains(
                        "/v1/transactions/{hash}",
                        "/v1/batches",
                        "/v1/batches/{number}",
                        "/v1/batches/{number}/header",
                        "/v1/batches/{number}/data",
                        "/v1/batches/{number}/witness",
                        "/v1/policy",
                        "/v1/keys",
                        "/v1/stream");
        JsonNode status = api.get("components").get("schemas").get("TransactionStatus");
        assertThat(status.get("properties").get("state").get("enum").size()).isEqualTo(7);
        JsonNode proof = api.get("components").get("schemas").get("MerkleProof");
        assertThat(proof.get("description").asString()).contains("RFC 9162");
        assertThat(api.toString()).doesNotContain("OptionalMerkleProof").doesNotContain("\"present\"");
    }

    private static String cacheControl(String path) throws Exception {
        return node.get(path).headers().firstValue("Cache-Control").orElse("");
    }

    private static void assertSigned(JsonNode object, String hash, String signature) {
        assertThat(Secp256k1.recover(
                        Hash32.fromHex(object.get(hash).asString()),
                        Signature65.fromHex(object.get(signature).asString())))
                .as(signature)
                .contains(QueryNode.ORDER_SIGNER.address());
    }

    private static List<String> numbers(JsonNode page) {
        return StreamSupport.stream(page.get("batches").spliterator(), false)
                .map(batch -> batch.get("number").asString())
                .toList();
    }
}
