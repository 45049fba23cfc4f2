package dev.candor.localservers;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A witness of transparency logs that is not ours: filippo.io/torchwood's litewitness, unmodified. Its key is in an ssh-agent of
 * its own. The tool that registers logs does not build everywhere, so {@link #follow} writes to its database as that tool does.
 */
public final class Litewitness implements AutoCloseable {

    private static final GoProgram PROGRAM = new GoProgram(
            "litewitness", "filippo.io/torchwood/cmd/litewitness", "v0.9.1-0.20260706112420-c22a68158d96");
    private static final List<String> HELPERS = List.of("ssh-agent", "ssh-add", "ssh-keygen", "python3");
    private static final Pattern VERIFIER_KEY = Pattern.compile("vkey=\"?([^\\s\"]+)");
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:\\S+");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(20);

    /** The root of the empty tree (RFC 6962 section 2.1), base64. */
    private static final String EMPTY_ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private static final String FOLLOW = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1], timeout=10)
            database.execute("INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)", (sys.argv[2], sys.argv[4]))
            database.execute("INSERT INTO key (origin, key) VALUES (?, ?)", (sys.argv[2], sys.argv[3]))
            database.commit()
            """;

    private final ServerDirectory directory;
    private final ServerProcess agent;
    private final ServerProcess process;
    private final String url;

    private Litewitness(ServerDirectory directory, ServerProcess agent, ServerProcess process, String url) {
        this.directory = directory;
        this.agent = agent;
        this.process = process;
        this.url = url;
    }

    /** What this machine lacks to run it, as a sentence; empty: nothing. */
    public static Optional<String> missing() {
        if (!GoProgram.hasGo()) {
            return Optional.of("Expected a recent Go on the PATH to build litewitness with, found none.");
        }
        return HELPERS.stream()
                .filter(helper -> Executables.onPath(helper).isEmpty())
                .findFirst()
                .map(helper -> "Expected " + helper + " on the PATH to set litewitness up with, found none.");
    }

    /**
     * Starts one with a new key; it follows no log yet.
     *
     * @param name in its cosignature lines, e.g. {@code witness.example/lite}
     * @param progress gets a line now and then while it is being built
     */
    public static Litewitness start(String name, Consumer<String> progress) {
        Path program = PROGRAM.installed(progress);
        ServerDirectory directory = ServerDirectory.of(ServerOptions.temporary(), "lw");
        Path key = directory.file("key");
        Path socket = directory.file("agent");
        run(
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "litewitness", "-f", key.toString()),
                Map.of());
        ServerProcess agent = ServerProcess.start(
                "ssh-agent",
                List.of("ssh-agent", "-D", "-a", socket.toString()),
                Map.of(),
                directory.path(),
                directory.file("agent.log"));
        HealthWait.until("ssh-agent to listen on " + socket, START_LIMIT, agent, () -> Files.exists(socket));
        run(List.of("ssh-add", "-q", key.toString()), Map.of("SSH_AUTH_SOCK", socket.toString()));
        int port = FreePorts.next();
        ServerProcess process = ServerProcess.start(
                "litewitness",
                List.of(
                        program.toString(),
                        "-name=" + name,
                        "-db=" + directory.file("litewitness.db"),
                        "-ssh-agent=" + socket,
                        "-key=" + fingerprint(key),
                        "-listen=127.0.0.1:" + port),
                Map.of(),
                directory.path(),
                directory.file("litewitness.log"));
        Litewitness witness = new Litewitness(directory, agent, process, "http://127.0.0.1:" + port);
        OpenServers.remember(witness);
        HealthWait.until("litewitness to answer on " + witness.url, START_LIMIT, process, witness::answers);
        return witness;
    }

    /** Where it takes checkpoints, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Its key as a verifier key of signed-note, type 0x04. */
    public String verifierKey() {
        try {
            Matcher found = VERIFIER_KEY.matcher(Files.readString(process.logFile()));
            if (!found.find()) {
                throw new ServerFailure("Expected litewitness to log its verifier key, found:\n" + process.logTail());
            }
            return found.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Follows a log from the empty tree on. */
    public void follow(String origin, String verifierKey) {
        Path database = directory.file("litewitness.db");
        run(List.of("python3", "-c", FOLLOW, database.toString(), origin, verifierKey, EMPTY_ROOT), Map.of());
    }

    @Override
    public void close() {
        process.stop("INT", Duration.ofSeconds(10));
        agent.kill();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "litewitness on " + url;
    }

    private boolean answers() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static String fingerprint(Path key) {
        Matcher found = FINGERPRINT.matcher(run(List.of("ssh-keygen", "-l", "-f", key.toString()), Map.of()));
        if (!found.find()) {
            throw new ServerFailure("Expected ssh-keygen to print the fingerprint of " + key + ", found none.");
        }
        return found.group();
    }

    private static String run(List<String> command, Map<String, String> environment) {
        return Executables.run(command, environment, COMMAND_LIMIT);
    }
}
