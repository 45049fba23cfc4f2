package dev.candor.audit.fsck;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Over HTTP; tries again when the server is busy or away for a moment. */
final class HttpBytes implements PublicBytes {
    /** A bundle of 256 entries of 64 KiB. */
    private static final int MAX_BYTES = 17 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final URI prefix;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** @param prefix for example {@code http://localhost:8080/log/901} */
    HttpBytes(URI prefix) {
        this.prefix = prefix;
    }

    @Override
    public Optional<byte[]> fetch(String path) throws IOException, InterruptedException {
        URI address = URI.create(prefix.toString().replaceAll("/+$", "") + "/" + path);
        IOException last = new IOException("nothing was tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(200L * attempt * attempt);
            try {
                HttpResponse<InputStream> answer = http.send(
                        HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() == OK) {
                        return Optional.of(body.readNBytes(MAX_BYTES));
                    }
                    if (answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE) {
                        return Optional.empty();
                    }
                    last = new IOException("status " + answer.statusCode() + " from " + address);
                }
            } catch (IOException e) {
                last = new IOException(address + ": " + e, e);
            }
        }
        throw last;
    }
}
