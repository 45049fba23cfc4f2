package dev.candor.acceptance;

import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What any program can do over HTTP with {@code /rpc} and {@code /v1}. */
final class SequencerClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    SequencerClient(String url) {
        this.url = url;
    }

    /** @param error the JSON-RPC error object; missing when there is none */
    record Answer(JsonNode result, JsonNode error) {
        boolean failed() {
            return !error.isMissingNode();
        }

        /** Back-pressure: nothing is wrong with the transaction. */
        boolean busy() {
            return error.path("data").path("reasonName").asString("").equals("BUSY");
        }
    }

    Answer call(String method, Object... parameters) throws IOException {
        return answer(post(request(0, method, List.of(parameters))));
    }

    /** The result of a call that must succeed. */
    JsonNode result(String method, Object... parameters) throws IOException {
        Answer answer = call(method, parameters);
        if (answer.failed()) {
            throw new IllegalStateException("Expected a result of " + method + ", found " + answer.error());
        }
        return answer.result();
    }

    /** What is BUSY is sent again, as the answer asks. */
    Answer send(Bytes rawTransaction) throws IOException {
        return sendAll(List.of(rawTransaction)).getFirst();
    }

    /** In one JSON-RPC batch; answers in the order of the transactions. What is BUSY is sent again, as the answer asks. */
    List<Answer> sendAll(List<Bytes> rawTransactions) throws IOException {
        List<Answer> answers = new ArrayList<>(sendOnce(rawTransactions));
        for (int attempt = 0; attempt < MAX_ATTEMPTS && answers.stream().anyMatch(Answer::busy); attempt++) {
            LockSupport.parkNanos(RETRY_AFTER.toNanos());
            List<Integer> again = IntStream.range(0, answers.size())
                    .filter(i -> answers.get(i).busy())
                    .boxed()
                    .toList();
            List<Answer> further =
                    sendOnce(again.stream().map(rawTransactions::get).toList());
            for (int i = 0; i < again.size(); i++) {
                answers.set(again.get(i), further.get(i));
            }
        }
        return answers;
    }

    private List<Answer> sendOnce(List<Bytes> rawTransactions) throws IOException {
        List<Map<String, Object>> requests = new ArrayList<>();
        for (int i = 0; i < rawTransactions.size(); i++) {
            requests.add(request(
                    i, "eth_sendRawTransaction", List.of(rawTransactions.get(i).toHex())));
        }
        JsonNode answers = post(requests);
        Answer[] ordered = new Answer[rawTransactions.size()];
        answers.forEach(one -> ordered[one.get("id").asInt()] = answer(one));
        return List.of(ordered);
    }

    private static Map<String, Object> request(int id, String method, List<?> parameters) {
        return Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters);
    }

    private static Answer answer(JsonNode json) {
        return new Answer(json.path("result"), json.path("error"));
    }

    private JsonNode post(Object body) throws IOException {
        HttpResponse<String> response = exchange(HttpRequest.newBuilder(URI.create(url + "/rpc"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8)));
        return JSON.readTree(response.body());
    }

    /** A REST resource that must exist. */
    JsonNode get(String path) throws IOException {
        HttpResponse<String> response = exchange(HttpRequest.newBuilder(URI.create(url + path)));
        if (response.statusCode() != 200) {
            throw new IOException(
                    "Expected 200 of %s, found %d: %s".formatted(path, response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** PROMISED, ORDERED, EXECUTED, POSTED or FINAL. */
    String state(String txHash) throws IOException {
        return get("/v1/transactions/" + txHash).get("state").asString();
    }
}
