package dev.candor.devnet.demo;

import dev.candor.localservers.JsonRpc;
import dev.candor.localservers.ServerFailure;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its users see it: JSON-RPC at {@code /rpc}, REST under {@code /v1} ({@code spec/errors.md}). */
final class SequencerClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI rpcUri;
    private final String serviceUrl;
    private final JsonRpc rpc;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SequencerClient(String rpcUrl, String serviceUrl) {
        this.rpcUri = URI.create(rpcUrl);
        this.serviceUrl = serviceUrl;
        this.rpc = new JsonRpc(rpcUrl, LIMIT);
    }

    JsonRpc rpc() {
        return rpc;
    }

    /** {@code eth_sendRawTransaction}; the promise is in the header {@code Candor-Promise}, a refusal in {@code error.data}. */
    Answer send(EthTransaction transaction) {
        String body = MAPPER.writeValueAsString(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "eth_sendRawTransaction",
                "params",
                List.of(transaction.raw().toHex())));
        HttpResponse<String> response = exchange(HttpRequest.newBuilder(rpcUri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        Optional<String> promise = response.headers().firstValue("Candor-Promise");
        if (promise.isPresent()) {
            return promised(MAPPER.readTree(promise.get()));
        }
        JsonNode data = MAPPER.readTree(response.body()).path("error").path("data");
        if (!data.has("refusal")) {
            throw new ServerFailure("Expected a promise or a signed refusal for " + transaction.hash() + ", found HTTP "
                    + response.statusCode() + ": " + response.body());
        }
        return refused(data);
    }

    /** {@code GET /v1/transactions/{hash}}; empty while it is unknown. */
    Optional<JsonNode> transaction(Hash32 hash) {
        return get("/v1/transactions/" + hash.toHex());
    }

    /** {@code GET /v1/batches/{number}}. */
    JsonNode batch(String number) {
        return get("/v1/batches/" + number)
                .orElseThrow(() -> new ServerFailure("Expected batch " + number + ", found that nobody knows it."));
    }

    long pendingNonce(Address account) {
        return Long.decode(
                rpc.call("eth_getTransactionCount", account.toHex(), "pending").asString());
    }

    BigInteger call(Address contract, String data) {
        String answer = rpc.call("eth_call", Map.of("to", contract.toHex(), "data", data), "latest")
                .asString();
        return new BigInteger(answer.substring(2), 16);
    }

    private Optional<JsonNode> get(String path) {
        HttpResponse<String> response = exchange(HttpRequest.newBuilder(URI.create(serviceUrl + path)));
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new ServerFailure("Expected " + path + " to be answered, found HTTP " + response.statusCode() + ": "
                    + response.body());
        }
        return Optional.of(MAPPER.readTree(response.body()));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new ServerFailure("Expected " + serviceUrl + " to answer, found " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while " + serviceUrl + " was to answer.", interrupted);
        }
    }

    private static Answer promised(JsonNode signed) {
        JsonNode promise = signed.path("promise");
        return new Answer.Promised(
                new InclusionPromise(
                        RollupId.parse(promise.path("rollupId").asString()),
                        Seq.parse(promise.path("seq").asString()),
                        Hash32.fromHex(promise.path("txHash").asString()),
                        Address.fromHex(promise.path("sender").asString()),
                        number(promise, "nonce"),
                        number(promise, "receivedAtMillis"),
                        number(promise, "includeBy"),
                        Hash32.fromHex(promise.path("policyHash").asString())),
                Signature65.fromHex(signed.path("signature").asString()));
    }

    private static Answer refused(JsonNode signed) {
        JsonNode refusal = signed.path("refusal");
        return new Answer.Refused(
                new AdmissionRefusal(
                        RollupId.parse(refusal.path("rollupId").asString()),
                        Hash32.fromHex(refusal.path("txHash").asString()),
                        RefusalReason.ofCode(refusal.path("reason").asInt()),
                        number(refusal, "refusedAtMillis"),
                        Hash32.fromHex(refusal.path("policyHash").asString())),
                Signature65.fromHex(signed.path("signature").asString()),
                signed.path("reasonName").asString());
    }

    /** A uint64 as a decimal string. */
    private static long number(JsonNode object, String member) {
        return Long.parseUnsignedLong(object.path(member).asString());
    }
}
