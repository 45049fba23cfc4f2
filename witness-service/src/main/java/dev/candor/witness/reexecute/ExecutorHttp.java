package dev.candor.witness.reexecute;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of {@code candor-executor}; every answer that is none is the client's unavailability. */
final class ExecutorHttp {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int MAX_DETAIL_CHARS = 500;

    private final URI url;
    private final Duration timeout;
    private final JsonMapper json;
    private final HttpClient http;

    ExecutorHttp(URI url, Duration timeout, JsonMapper json) {
        this.url = url;
        this.timeout = timeout;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** @return empty where the answer is 404 */
    Optional<JsonNode> get(String path) {
        return send(request(path).GET().build());
    }

    /** @return empty where the answer is 404 */
    Optional<JsonNode> post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(timeout);
    }

    private Optional<JsonNode> send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            JsonNode document = json.readTree(response.body());
            if (response.statusCode() != OK) {
                throw new ClientUnavailableException("Expected the executor at %s to answer, found status %d: %s"
                        .formatted(url, response.statusCode(), detail(document)));
            }
            return Optional.of(document);
        } catch (IOException | JacksonException failure) {
            throw new ClientUnavailableException(
                    "Expected an answer of the executor at %s, found %s.".formatted(url, failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientUnavailableException("Stopped while the executor was asked.", interrupted);
        }
    }

    private static String detail(JsonNode problem) {
        String detail = problem.path("detail").asString("");
        return detail.substring(0, Math.min(detail.length(), MAX_DETAIL_CHARS));
    }
}
