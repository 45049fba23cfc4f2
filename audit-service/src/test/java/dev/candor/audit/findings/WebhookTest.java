package dev.candor.audit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.candor.audit.findings.evidence.Evidence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WebhookTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private BookOnPostgres on;
    private WebhookSender sender;

    private record Received(String signature, byte[] body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER),
                    exchange.getRequestBody().readAllBytes()));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        Path secret = Files.writeString(directory.resolve("secret"), "open sesame\n");
        on = new BookOnPostgres(url, secret);
        sender = new WebhookSender(on.webhook, BookOnPostgres.properties(url, secret), on.clock, on.meters);
        sender.start();
    }

    @AfterEach
    void stop() {
        sender.stop();
        server.stop(0);
    }

    private void raise() {
        on.apply(new Decision.Raise(new Finding(
                FindingKind.LOG_STOPPED,
                "publish",
                new Words("this", "that", "look"),
                Evidence.of().build())));
    }

    @Test
    void callsWithASignedBodyOnce() {
        raise();

        await().atMost(SOON).until(() -> on.webhook.size() == 0);
        assertThat(received).hasSize(1);
        JsonNode body = on.json.readTree(received.getFirst().body());
        assertThat(body.at("/id").asString()).isEqualTo("raised/log-stopped.publish/1");
        assertThat(body.at("/type").asString()).isEqualTo("dev.candor.FindingRaised.v1");
        assertThat(body.at("/data/evidence/format").asString()).isEqualTo("candor-evidence/v1");
        String expected = new WebhookSignature("open sesame".getBytes(StandardCharsets.UTF_8))
                .header(received.getFirst().body(), on.nowMillis.get() / 1000);
        assertThat(received.getFirst().signature()).isEqualTo(expected);
    }

    @Test
    void callsAgainAfterAFailureAndAPause() {
        answers.add(500);
        raise();
        await().atMost(SOON).until(() -> received.size() == 1);

        await().atMost(SOON)
                .until(() -> on.jdbc
                                .sql("select attempts from finding_webhook")
                                .query(Integer.class)
                                .single()
                        == 1);
        assertThat(received).hasSize(1);
        on.nowMillis.addAndGet(2_000);

        await().atMost(SOON).until(() -> on.webhook.size() == 0);
        assertThat(received).hasSize(2);
        assertThat(received.getFirst().body()).isEqualTo(received.getLast().body());
    }
}
