package dev.candor.execution;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP door of the client: kept-alive connections, a limit on the time and on the size of every answer. */
public final class EngineHttp {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final URI uri;
    private final Optional<JwtTokens> tokens;

    public EngineHttp(URI uri, Optional<JwtTokens> tokens) {
        this.uri = uri;
        this.tokens = tokens;
    }

    /**
     * Posts a JSON body.
     *
     * @param limit from the first byte sent to the last byte received
     * @param maxAnswerBytes a longer answer is cut off and refused
     */
    public byte[] post(byte[] body, Duration limit, long maxAnswerBytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        tokens.ifPresent(jwt -> request.header("Authorization", "Bearer " + jwt.next()));
        HttpResponse<byte[]> answer = answer(request.build(), limit, maxAnswerBytes);
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new EngineUnavailableException("Expected the execution client at " + uri
                    + " to take the token, found HTTP 401: compare candor.engine.jwt-secret-file with its "
                    + "--authrpc.jwtsecret, and the two clocks.");
        }
        if (answer.statusCode() != OK) {
            throw new EngineUnavailableException(
                    "Expected HTTP 200 from the execution client at " + uri + ", found " + answer.statusCode() + ".");
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(HttpRequest request, Duration limit, long maxAnswerBytes) {
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxAnswerBytes));
        try {
            return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            pending.cancel(true);
            throw new EngineUnavailableException(
                    "Expected the execution client at " + uri + " to answer within " + limit + ", found no answer.",
                    slow);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() instanceof IOException io ? io : failure;
            throw new EngineUnavailableException(
                    "Expected the execution client at " + uri + " to answer, found " + cause, cause);
        } catch (InterruptedException interrupted) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Interrupted while the execution client was to answer.", interrupted);
        }
    }
}
