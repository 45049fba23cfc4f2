package dev.candor.localservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain JSON-RPC 2.0 client over HTTP, for driving servers in tests and in the devnet. */
public final class JsonRpc {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private final URI uri;
    private final Duration limit;

    public JsonRpc(String url, Duration limit) {
        this.uri = URI.create(url);
        this.limit = limit;
    }

    public JsonRpc(String url) {
        this(url, Duration.ofSeconds(30));
    }

    /**
     * Calls a method and returns its {@code result} (a JSON null when it is null).
     *
     * @param parameters strings, numbers, booleans, lists and maps of them
     * @throws JsonRpcError when the server answers with an error
     * @throws ServerFailure when it does not answer
     */
    public JsonNode call(String method, Object... parameters) {
        String body = MAPPER.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        JsonNode answer = MAPPER.readTree(post(method, body));
        JsonNode error = answer.get("error");
        if (error != null && !error.isNull()) {
            throw new JsonRpcError(
                    method, error.path("code").asInt(), error.path("message").asString(), error.path("data"));
        }
        return answer.path("result");
    }

    private String post(String method, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException failure) {
            throw new ServerFailure("Expected " + uri + " to answer " + method + ", found " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while " + uri + " was to answer " + method, interrupted);
        }
    }
}
