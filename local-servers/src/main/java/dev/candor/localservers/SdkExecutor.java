package dev.candor.localservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor-executor} of sdk/ on 127.0.0.1: an L2 execution client of another kind than geth. It can be killed, restarted and emptied. */
public final class SdkExecutor implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final ServerDirectory directory;
    private final Path program;
    private final int port;
    private final RestartableProcess process;

    private SdkExecutor(ServerDirectory directory, Path program, int port) {
        this.directory = directory;
        this.program = program;
        this.port = port;
        this.process = new RestartableProcess("candor-executor on port " + port, STOP_LIMIT);
    }

    /** What this machine lacks to run it, as a sentence; empty: nothing. */
    public static Optional<String> missing() {
        if (Executables.onPath("node").isEmpty()) {
            return Optional.of("Expected Node 20.19 or newer on the PATH to run candor-executor with, found none.");
        }
        return program().isEmpty()
                ? Optional.of(
                        "Expected sdk/dist/executor/main.js, found none. Build it: npm ci and npm run build in sdk.")
                : Optional.empty();
    }

    /** A directory that was used before keeps its states; {@code genesis} must then be the one it began with. */
    public static SdkExecutor start(Genesis genesis, ServerOptions options) {
        SdkExecutor server = new SdkExecutor(
                ServerDirectory.of(options, "executor"),
                program().orElseThrow(() -> new ServerFailure(missing().orElse("Expected candor-executor."))),
                options.resolvedPort());
        OpenServers.remember(server);
        try {
            Files.writeString(server.genesisFile(), genesis.toJson());
            server.restart();
            return server;
        } catch (IOException failure) {
            server.close();
            throw new ServerFailure("Expected to write " + server.genesisFile() + ", found " + failure, failure);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** SIGKILL; what it has answered with is kept. */
    public void kill() {
        process.kill();
    }

    /** Deletes the states of a stopped executor: the next {@link #restart()} begins at genesis. */
    public synchronized void wipe() {
        process.requireStopped();
        ServerDirectory.deleteRecursively(data());
    }

    /** Starts it again on the same port; returns when it answers. */
    public synchronized void restart() {
        process.requireStopped();
        ServerProcess started = process.start(() -> ServerProcess.start(
                "candor-executor",
                List.of(
                        "node",
                        program.toString(),
                        "--genesis",
                        genesisFile().toString(),
                        "--data",
                        data().toString(),
                        "--port",
                        Integer.toString(port)),
                Map.of(),
                directory.path(),
                directory.file("executor.log")));
        HealthWait.until("candor-executor to answer on " + url(), START_LIMIT, started, this::answers);
    }

    @Override
    public synchronized void close() {
        process.stop();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "candor-executor on " + url();
    }

    private boolean answers() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/status"))
                    .timeout(ANSWER_LIMIT)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static Optional<Path> program() {
        return Repository.root()
                .map(root -> root.resolve("sdk/dist/executor/main.js"))
                .filter(Files::isRegularFile);
    }

    private Path genesisFile() {
        return directory.file("genesis.json");
    }

    private Path data() {
        return directory.file("data");
    }
}
