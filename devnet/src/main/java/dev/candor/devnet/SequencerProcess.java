package dev.candor.devnet;

import dev.candor.localservers.FreePorts;
import dev.candor.localservers.HealthWait;
import dev.candor.localservers.Repository;
import dev.candor.localservers.ServerFailure;
import dev.candor.localservers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** sequencer-service as a process of its own, from its executable jar, with the profile {@code devnet}. */
public final class SequencerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();

    /** Of short-lived garbage there is much, of the rest little: a parallel collector costs promises the least. */
    private static final List<String> MEMORY = List.of("-XX:+UseParallelGC", "-Xms512m", "-Xmx640m");

    private final Path directory;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private final List<String> jvmArguments;
    private @Nullable ServerProcess process;

    SequencerProcess(
            Path directory, int port, int managementPort, Map<String, String> environment, List<String> jvmArguments) {
        this.directory = directory;
        this.port = port == 0 ? FreePorts.next() : port;
        this.managementPort = managementPort == 0 ? FreePorts.next() : managementPort;
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put("CANDOR_HTTP_PORT", Integer.toString(this.port));
        this.environment.put("CANDOR_MANAGEMENT_PORT", Integer.toString(this.managementPort));
        this.jvmArguments = List.copyOf(jvmArguments);
    }

    /** Where users are served: {@code /rpc} and {@code /v1}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String rpcUrl() {
        return url() + "/rpc";
    }

    /** Health and metrics. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    public Path logFile() {
        return directory.resolve("sequencer-service.log");
    }

    /** Starts it without waiting until it is ready. */
    public synchronized void launch() {
        if (isRunning()) {
            throw new IllegalStateException(
                    "Expected sequencer-service on port " + port + " to be stopped, found it running.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(MEMORY);
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", jar().toString()));
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new ServerFailure("Expected to create " + directory + ", found " + failure, failure);
        }
        process = ServerProcess.start("sequencer-service", command, environment, directory, logFile());
    }

    /** Starts it and returns when it says that it is ready. */
    public synchronized void start() {
        launch();
        awaitReady();
    }

    /** Returns when it says that it is ready. */
    public void awaitReady() {
        HealthWait.until("sequencer-service to be ready on " + url(), START_LIMIT, process, this::isReady);
    }

    /** A graceful shutdown. */
    public synchronized void stop() {
        ServerProcess running = process;
        if (running != null) {
            running.stop(STOP_LIMIT);
        }
    }

    /** SIGKILL. */
    public synchronized void kill() {
        ServerProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The process id, for measurements; throws when it was never started. */
    public synchronized long pid() {
        ServerProcess running = process;
        if (running == null) {
            throw new IllegalStateException("Expected sequencer-service on port " + port + " to have been started.");
        }
        return running.pid();
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return "sequencer-service on " + url();
    }

    private boolean isReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl() + "/actuator/health/readiness"))
                .timeout(PROBE_LIMIT)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private static Path jar() {
        Path folder = Repository.root()
                .orElseThrow(() -> new ServerFailure(
                        "Expected to run inside a checkout of Candor, found none above the working directory."))
                .resolve("sequencer-service/target");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().matches("sequencer-service-.*-exec\\.jar"))
                        .findFirst()
                        .orElseThrow(() -> missing(folder));
            } catch (IOException failure) {
                throw new ServerFailure("Expected to read " + folder + ", found " + failure, failure);
            }
        }
        throw missing(folder);
    }

    private static ServerFailure missing(Path folder) {
        return new ServerFailure("Expected sequencer-service-…-exec.jar in " + folder
                + ", found none. Build it: ./mvnw -pl sequencer-service -am -DskipTests package");
    }
}
