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

/** A service as a process of its own, from its executable jar, with the profile {@code devnet}. */
public abstract sealed class ServiceProcess implements AutoCloseable
        permits SequencerProcess, AuditProcess, WitnessProcess {

    /** Five services that start at once took 87 s on two cores with a load of 12. */
    private static final Duration START_LIMIT = Duration.ofSeconds(240);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();

    private final String module;
    private final Path directory;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private final List<String> jvmArguments;
    private @Nullable ServerProcess process;

    /**
     * @param module the folder whose jar is run, and the service's name
     * @param directory for its log and whatever it leaves
     * @param ports 0 for a free one
     * @param jvmArguments of the JVM that runs it
     */
    ServiceProcess(
            String module, Path directory, Ports ports, Map<String, String> environment, List<String> jvmArguments) {
        this.module = module;
        this.directory = directory;
        this.port = ports.service() == 0 ? FreePorts.next() : ports.service();
        this.managementPort = ports.management() == 0 ? FreePorts.next() : ports.management();
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put("CANDOR_HTTP_PORT", Integer.toString(this.port));
        this.environment.put("CANDOR_MANAGEMENT_PORT", Integer.toString(this.managementPort));
        this.jvmArguments = List.copyOf(jvmArguments);
    }

    /** Where users are served, and where operators are; 0 means a free port. */
    public record Ports(int service, int management) {
        static final Ports FREE = new Ports(0, 0);
    }

    /** Where users are served. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Health and metrics. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    public Path logFile() {
        return directory.resolve(module + ".log");
    }

    /** Starts it without waiting until it is ready. */
    public synchronized void launch() {
        if (isRunning()) {
            throw new IllegalStateException(
                    "Expected %s on port %d to be stopped, found it running.".formatted(module, port));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", jar().toString()));
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new ServerFailure("Expected to create " + directory + ", found " + failure, failure);
        }
        process = ServerProcess.start(module, command, environment, directory, logFile());
    }

    /** Starts it and returns when it says that it is ready. */
    public synchronized void start() {
        launch();
        awaitReady();
    }

    /** Returns when it says that it is ready. */
    public void awaitReady() {
        HealthWait.until(module + " to be ready on " + url(), START_LIMIT, process, this::isReady);
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

    /** SIGSTOP: it keeps its connections and answers nothing. */
    public synchronized void pause() {
        started().pause();
    }

    public synchronized void resume() {
        started().resume();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The process id, for measurements; throws when it was never started. */
    public synchronized long pid() {
        return started().pid();
    }

    private ServerProcess started() {
        ServerProcess running = process;
        if (running == null) {
            throw new IllegalStateException("Expected %s on port %d to have been started.".formatted(module, port));
        }
        return running;
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return module + " on " + url();
    }

    private boolean isReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl() + "/actuator/health/readiness"))
                .timeout(PROBE_LIMIT)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private Path jar() {
        Path folder = Repository.root()
                .orElseThrow(() -> new ServerFailure(
                        "Expected to run inside a checkout of Candor, found none above the working directory."))
                .resolve(module + "/target");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar"))
                        .findFirst()
                        .orElseThrow(() -> missing(folder));
            } catch (IOException failure) {
                throw new ServerFailure("Expected to read " + folder + ", found " + failure, failure);
            }
        }
        throw missing(folder);
    }

    private ServerFailure missing(Path folder) {
        return new ServerFailure(
                "Expected %1$s-…-exec.jar in %2$s, found none. Build it: ./mvnw -pl %1$s -am -DskipTests package"
                        .formatted(module, folder));
    }
}
