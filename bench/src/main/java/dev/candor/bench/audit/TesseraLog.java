package dev.candor.bench.audit;

import dev.candor.localservers.FreePorts;
import dev.candor.localservers.GoProgram;
import dev.candor.localservers.HealthWait;
import dev.candor.localservers.ServerProcess;
import dev.candor.tlog.Ed25519Note;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tessera's POSIX log (its conformance server), and its own load generator "hammer". */
final class TesseraLog implements AutoCloseable {
    private static final String VERSION = "v1.0.4";
    private static final String MODULE = "github.com/transparency-dev/tessera/";
    private static final GoProgram SERVER = new GoProgram("posix", MODULE + "cmd/conformance/posix", VERSION);
    private static final GoProgram HAMMER = new GoProgram("hammer", MODULE + "internal/hammer", VERSION);
    private static final String NAME = "tessera.example/bench";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int SEED_BYTES = 32;
    private static final byte ED25519 = 1;

    private final Path directory;
    private final Path hammer;
    private final VerifierKey key;
    private final ServerProcess server;
    private final int port;

    private TesseraLog(Path directory, Path hammer, VerifierKey key, ServerProcess server, int port) {
        this.directory = directory;
        this.hammer = hammer;
        this.key = key;
        this.server = server;
        this.port = port;
    }

    /** An empty log in the folder; both programs are built first when the cache lacks them. */
    static TesseraLog start(Path directory, Consumer<String> progress) {
        Path program = SERVER.installed(progress);
        Path hammer = HAMMER.installed(progress);
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        VerifierKey key = Ed25519Note.verifierKey(NAME, Ed25519PrivateKey.ofSeed(seed));
        int port = FreePorts.next();
        Path keyFile = directory.resolve("key");
        write(keyFile, signerKey(key, seed));
        ServerProcess server = ServerProcess.start(
                "tessera",
                List.of(
                        program.toString(),
                        "--storage_dir=" + directory.resolve("log"),
                        "--listen=127.0.0.1:" + port,
                        "--private_key=" + keyFile),
                Map.of(),
                directory,
                directory.resolve("tessera.log"));
        TesseraLog log = new TesseraLog(directory, hammer, key, server, port);
        HealthWait.until("Tessera to serve a checkpoint", START_LIMIT, server, log::answers);
        return log;
    }

    URI checkpoint() {
        return URI.create(url() + "checkpoint");
    }

    /** Takes an entry by POST and answers with its index. */
    URI add() {
        return URI.create(url() + "add");
    }

    /**
     * Lets the load generator write, as fast as the log takes it, from {@code writers} connections.
     *
     * @param perSecond at most; entries
     * @param entryBytes at least
     */
    ServerProcess hammer(int writers, long perSecond, int entryBytes) {
        return ServerProcess.start(
                "hammer",
                List.of(
                        hammer.toString(),
                        "--log_public_key=" + key.print(),
                        "--log_url=" + url(),
                        "--max_read_ops=0",
                        "--num_readers_random=0",
                        "--num_readers_full=0",
                        "--num_writers=" + writers,
                        "--max_write_ops=" + perSecond,
                        "--leaf_min_size=" + entryBytes,
                        "--show_ui=false"),
                Map.of(),
                directory,
                directory.resolve("hammer.log"));
    }

    @Override
    public void close() {
        server.stop(STOP_LIMIT);
    }

    private boolean answers() throws IOException {
        if (FreePorts.isFree(port)) {
            return false;
        }
        HttpURLConnection connection = (HttpURLConnection) checkpoint().toURL().openConnection();
        try {
            return connection.getResponseCode() == 200;
        } finally {
            connection.disconnect();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** The form of golang.org/x/mod/sumdb/note. */
    private static String signerKey(VerifierKey key, byte[] seed) {
        byte[] typed = new byte[1 + SEED_BYTES];
        typed[0] = ED25519;
        System.arraycopy(seed, 0, typed, 1, SEED_BYTES);
        return "PRIVATE+KEY+%s+%s+%s"
                .formatted(
                        key.name(),
                        HexFormat.of().toHexDigits(key.keyId()),
                        Base64.getEncoder().encodeToString(typed));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
