package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.rpc.RpcError;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Follows transactions over HTTP; rows, signatures and trees are real. */
class TransactionResourceTest {
    private static final long RECEIVED_AT = 1_699_999_999_500L;

    private static QueryNode node;
    private WrittenBatches batches;

    @BeforeAll
    static void start() {
        node = QueryNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void restart() {
        node.restart();
        batches = node.batches();
    }

    @Test
    void followsAPromisedTransactionFromStateToState() throws Exception {
        EthTransaction transaction = QueryNode.transfer(1, 0);
        InclusionPromise promise = node.line().promised(0, transaction, RECEIVED_AT);

        JsonNode promised = status(transaction);
        assertThat(promised.get("state").asString()).isEqualTo("PROMISED");
        assertThat(promised.has("batch")).isFalse();
        JsonNode signed = promised.get("promise");
        assertThat(signed.get("promise").get("includeBy").asString()).isEqualTo(Long.toString(promise.includeBy()));
        assertThat(signed.get("promise").get("sender").asString())
                .isNotEqualTo(transaction.sender().toHex())
                .isEqualToIgnoringCase(transaction.sender().toHex());
        assertThat(Secp256k1.recover(
                        promise.digest(QueryNode.ROLLUP.domain()),
                        Signature65.fromHex(signed.get("signature").asString())))
                .contains(QueryNode.ORDER_SIGNER.address());

        StoredBatch cut = batches.cut(1, Map.of(), 0);
        assertThat(status(transaction).get("state").asString())
                .as("a cut alone gives no position")
                .isEqualTo("PROMISED");

        StoredBatch ordered = batches.order(cut);
        JsonNode inOrder = status(transaction);
        assertThat(inOrder.get("state").asString()).isEqualTo("ORDERED");
        assertThat(inOrder.get("batch").get("number").asString()).isEqualTo("1");
        assertThat(inOrder.get("batch").get("position").asInt()).isZero();
        assertThat(inOrder.get("proofs").has("outcome")).isFalse();

        StoredBatch batch = batches.execute(ordered, node.store().order(ordered), leaf -> Outcome.REVERTED);
        JsonNode executed = status(transaction);
        assertThat(executed.get("state").asString()).isEqualTo("EXECUTED");
        assertThat(executed.get("outcome").get("outcome").asString()).isEqualTo("REVERTED");
        assertThat(executed.get("outcome").get("gasUsed").asString()).isEqualTo("21000");
        assertThat(strings(executed.get("history"), "state")).containsExactly("PROMISED", "ORDERED", "EXECUTED");
        assertThat(strings(executed.get("history"), "atMillis")).isSorted();

        assertThat(executed.has("l1")).isFalse();

        long millis = batch.executed().orElseThrow().executedAtMillis();
        BatchCommitment commitment = node.posts().posted(batch, 40, 1_700_000_010, millis + 1000);
        JsonNode posted = status(transaction);
        assertThat(posted.get("state").asString()).as("not deep enough").isEqualTo("EXECUTED");
        assertThat(posted.get("l1").get("confirmed").asBoolean()).isFalse();
        assertThat(posted.get("l1").get("blockNumber").asString()).isEqualTo("40");
        assertThat(posted.get("l1").get("commitmentHash").asString())
                .isEqualTo(commitment.hash().toHex());
        assertThat(posted.get("l1").get("challengeEndsAt").asString()).isEqualTo("1700000070");
        node.posts().confirmed(1, millis + 2000);
        assertThat(status(transaction).get("state").asString()).isEqualTo("POSTED");
        assertThat(status(transaction).get("l1").get("confirmed").asBoolean()).isTrue();
        node.posts().finalized(1, millis + 3000);
        HttpResponse<String> last =
                node.get("/v1/transactions/" + transaction.hash().toHex());
        assertThat(QueryNode.read(last).get("state").asString()).isEqualTo("FINAL");
        assertThat(strings(QueryNode.read(last).get("history"), "state"))
                .containsExactly("PROMISED", "ORDERED", "EXECUTED", "POSTED", "FINAL");
        assertThat(strings(QueryNode.read(last).get("history"), "atMillis")).isSorted();
        assertThat(last.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }

    @Test
    void provesEveryStepOfManyTransactions() throws Exception {
        List<EthTransaction> transactions = new ArrayList<>();
        for (int seq = 0; seq < 13; seq++) {
            transactions.add(QueryNode.transfer(seq % 5, seq / 5));
            node.line().promised(seq, transactions.getLast(), RECEIVED_AT + seq);
        }
        node.l1().queue(QueryNode.transfer(99, 0).raw(), 21_000, 5);
        StoredBatch ordered = batches.order(batches.cut(13, Map.of(), 1));
        StoredBatch batch = batches.execute(
                ordered,
                node.store().order(ordered),
                leaf -> leaf.position() % 3 == 2 ? Outcome.SKIPPED : Outcome.SUCCEEDED);
        StoredBatch.Executed executed = batch.executed().orElseThrow();

        for (EthTransaction transaction : transactions) {
            JsonNode told = status(transaction);
            JsonNode proofs = told.get("proofs");
            assertProven(proofs.get("cut"), batch.cut().cutRoot());
            assertProven(
                    proofs.get("arrival"),
                    ordered.ordered().orElseThrow().header().arrivalRoot());
            assertProven(
                    proofs.get("order"),
                    ordered.ordered().orElseThrow().header().orderRoot());
            assertProven(proofs.get("outcome"), executed.statement().outcomesRoot());
            int position = told.get("batch").get("position").asInt();
            assertThat(proofs.get("order").get("index").asInt()).isEqualTo(position);
            boolean isSkipped = position % 3 == 2;
            assertThat(told.get("outcome").get("outcome").asString()).isEqualTo(isSkipped ? "SKIPPED" : "SUCCEEDED");
            assertThat(told.get("outcome").has("reason")).isEqualTo(isSkipped);
        }
    }

    @Test
    void saysWhichArrivalADuplicateDuplicates() throws Exception {
        EthTransaction transaction = QueryNode.transfer(1, 0);
        node.line().filledIn(0, transaction, RECEIVED_AT);
        node.line().promised(1, transaction, RECEIVED_AT + 1);
        batches.order(batches.cut(2, Map.of(1L, 0L), 0));

        JsonNode told = status(transaction);

        assertThat(told.get("arrival").get("seq").asString()).isEqualTo("0");
        assertThat(told.get("arrival").get("duplicateOf").asString()).isEqualTo("0");
        assertThat(told.get("promise").get("promise").get("seq").asString()).isEqualTo("1");
        assertThat(told.get("batch").get("position").asInt()).isZero();
    }

    @Test
    void tellsOfAnArrivalThatNobodyPromised() throws Exception {
        EthTransaction transaction = QueryNode.transfer(1, 0);
        node.line().filledIn(0, transaction, RECEIVED_AT);

        JsonNode told = status(transaction);

        assertThat(told.get("state").asString()).isEqualTo("ARRIVED");
        assertThat(told.has("promise")).isFalse();
    }

    @Test
    void followsAForcedTransaction() throws Exception {
        EthTransaction transaction = QueryNode.transfer(1, 0);
        Bytes garbage = Bytes.fromHex("0xdead");
        L1Block origin = node.l1().origin().orElseThrow();
        node.l1().queue(garbage, 50_000, origin.number() - 5);
        node.l1().queue(transaction.raw(), 21_000, origin.number() - 3);
        node.l1().queue(QueryNode.transfer(2, 0).raw(), 21_000, origin.number() + 1);

        assertThat(status(transaction).get("state").asString()).isEqualTo("QUEUED");
        assertThat(node.get("/v1/transactions/"
                                + QueryNode.transfer(2, 0).hash().toHex())
                        .statusCode())
                .as("not final on L1 yet")
                .isEqualTo(404);

        StoredBatch ordered = batches.order(batches.cut(0, Map.of(), 2));
        batches.execute(
                ordered,
                node.store().order(ordered),
                leaf -> leaf.position() == 0 ? Outcome.SKIPPED : Outcome.SUCCEEDED);
        node.l1().finalise(new L1Block(origin.number() + 1, origin.hash(), origin.timestampSeconds() + 1));

        JsonNode ran = status(transaction);
        assertThat(ran.get("state").asString()).isEqualTo("EXECUTED");
        assertThat(ran.get("batch").get("position").asInt()).isEqualTo(1);
        assertThat(ran.get("forced").get(0).get("index").asString()).isEqualTo("1");
        assertThat(ran.get("forced").get(0).get("outcome").get("outcome").asString())
                .isEqualTo("SUCCEEDED");
        assertThat(ran.has("arrival")).isFalse();
        JsonNode skipped = status(Keccak256.hash(garbage));
        assertThat(skipped.get("outcome").get("reason").asString()).isEqualTo("nonce too high");
        assertProven(
                skipped.get("proofs").get("order"),
                ordered.ordered().orElseThrow().header().orderRoot());
        assertThat(status(QueryNode.transfer(2, 0)).get("state").asString()).isEqualTo("QUEUED");
    }

    @Test
    void answersNotFoundForAnUnknownHash() throws Exception {
        node.line().empty(0);

        for (Hash32 hash : List.of(Hash32.ZERO, Keccak256.hashUtf8("nobody"))) {
            HttpResponse<String> response = node.get("/v1/transactions/" + hash.toHex());

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(node.statusOverRpc(hash).get("error").get("code").asInt())
                    .isEqualTo(RpcError.NOT_FOUND);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            JsonNode problem = QueryNode.read(response);
            assertThat(problem.get("type").asString()).isEqualTo("urn:candor:problem:not-found");
            assertThat(problem.get("instance").asString()).isEqualTo("/v1/transactions/" + hash.toHex());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x12", "12", "0xzz", "%20", "latest"})
    void refusesWhatIsNoHash(String text) throws Exception {
        HttpResponse<String> response = node.get("/v1/transactions/" + text);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = QueryNode.read(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:candor:problem:invalid-request");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("hash");
    }

    private JsonNode status(EthTransaction transaction) throws IOException, InterruptedException {
        return status(transaction.hash());
    }

    private JsonNode status(Hash32 hash) throws IOException, InterruptedException {
        JsonNode status = node.json("/v1/transactions/" + hash.toHex());
        assertThat(node.statusOverRpc(hash).get("result"))
                .as("candor_getTransactionStatus answers with the same document")
                .isEqualTo(status);
        return status;
    }

    private static void assertProven(JsonNode proof, Hash32 root) {
        assertThat(proof.get("root").asString()).isEqualTo(root.toHex());
        List<Hash32> nodes = StreamSupport.stream(proof.get("proof").spliterator(), false)
                .map(JsonNode::asString)
                .map(Hash32::fromHex)
                .toList();
        assertThat(MerkleProofs.verifyInclusion(
                        HashFunction.KECCAK_256,
                        Bytes.fromHex(proof.get("leaf").asString()).toArray(),
                        proof.get("index").asLong(),
                        proof.get("size").asLong(),
                        nodes,
                        root))
                .as("proof %s", proof)
                .isTrue();
    }

    private static List<String> strings(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.get(member).asString())
                .toList();
    }
}
