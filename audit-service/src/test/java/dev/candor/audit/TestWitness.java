package dev.candor.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.candor.tlog.CosignatureV1;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.WitnessAnswer;
import dev.candor.tlog.WitnessDecision;
import dev.candor.tlog.WitnessedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A witness in memory behind real HTTP, which can be silenced, slowed, or told to forget. */
public final class TestWitness implements AutoCloseable {
    private final String name;
    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    private final Map<String, WitnessedLog> logs = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int forcedStatus;

    public TestWitness(String name) {
        this.name = name;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/add-checkpoint", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Follows the log from the empty tree on. */
    public void follow(String origin, List<NoteVerifier> keys) {
        logs.put(origin, new WitnessedLog(keys, TreeHead.EMPTY));
    }

    public TreeHead latest(String origin) {
        return logs.get(origin).latest();
    }

    /** As if it had cosigned this tree. */
    public void pretend(String origin, TreeHead tree) {
        logs.computeIfPresent(origin, (name, log) -> new WitnessedLog(log.keys(), tree));
    }

    /** Answers only after {@link #resume}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void resume() {
        gate.countDown();
    }

    /** Answers with this status from now on; 0: as a witness does. */
    public void failWith(int status) {
        forcedStatus = status;
    }

    /** Its line in a policy. */
    public String policyLine() {
        return "witness %s %s http://127.0.0.1:%d/"
                .formatted(
                        name,
                        CosignatureV1.verifierKey("witness.example/" + name, key)
                                .print(),
                        server.getAddress().getPort());
    }

    public String name() {
        return name;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (forcedStatus != 0) {
            send(exchange, forcedStatus, new byte[0]);
            return;
        }
        WitnessDecision decision;
        byte[] answer;
        synchronized (logs) {
            decision = WitnessDecision.decide(body, origin -> Optional.ofNullable(logs.get(origin)));
            answer = switch (decision) {
                case WitnessDecision.Cosign cosign -> {
                    logs.computeIfPresent(
                            cosign.checkpoint().origin(), (origin, log) -> new WitnessedLog(log.keys(), cosign.tree()));
                    yield WitnessAnswer.cosigned(List.of(CosignatureV1.cosign(
                            "witness.example/" + name,
                            key,
                            cosign.checkpoint(),
                            Instant.now().getEpochSecond())));
                }
                case WitnessDecision.Conflict conflict -> {
                    exchange.getResponseHeaders().set("Content-Type", WitnessAnswer.CONFLICT_CONTENT_TYPE);
                    yield WitnessAnswer.conflict(conflict.latestSize());
                }
                default -> new byte[0];
            };
        }
        send(exchange, decision.status(), answer);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
