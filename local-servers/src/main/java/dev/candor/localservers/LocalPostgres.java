package dev.candor.localservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server with durable commits (fsync on), user {@value #USER} without a password, on 127.0.0.1 only.
 * It can be killed and started again on the same data and port.
 */
public final class LocalPostgres implements AutoCloseable {

    public static final String USER = "postgres";

    private static final Duration INITDB_LIMIT = Duration.ofSeconds(120);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int MAX_CONNECTIONS = 200;

    private final ServerDirectory directory;
    private final int port;
    private final RestartableProcess process;

    private LocalPostgres(ServerDirectory directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = new RestartableProcess("PostgreSQL on port " + port, STOP_LIMIT);
    }

    /** A server with temporary data on a free port. */
    public static LocalPostgres start() {
        return start(ServerOptions.temporary());
    }

    public static LocalPostgres start(ServerOptions options) {
        LocalPostgres server = new LocalPostgres(ServerDirectory.of(options, "postgres"), options.resolvedPort());
        OpenServers.remember(server);
        try {
            server.initializeOnce();
            server.restart();
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    public int port() {
        return port;
    }

    /** JDBC URL of a database, user included. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    /** Creates the database unless it exists, and returns its JDBC URL. */
    public String createDatabase(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Expected a database name of a-z, 0-9 and _, found " + name);
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                if (found.next()) {
                    return jdbcUrl(name);
                }
            }
            statement.execute("CREATE DATABASE " + name);
            return jdbcUrl(name);
        } catch (SQLException failure) {
            throw new ServerFailure(
                    "Expected to create the database " + name + ", found " + failure.getMessage(), failure);
        }
    }

    /** SIGKILL of the server, as a crash of the machine's process would; data and port stay. */
    public void kill() {
        process.kill();
    }

    /** A fast, clean shutdown: clients are disconnected; data and port stay. */
    public void stop() {
        process.stop();
    }

    /** Starts it again after {@link #kill()} or {@link #stop()}; returns when it answers. */
    public synchronized void restart() {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        Map<String, String> settings = Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", Integer.toString(MAX_CONNECTIONS),
                "timezone", "UTC",
                "fsync", "on",
                "synchronous_commit", "on");
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        ServerProcess started = process.start(() ->
                ServerProcess.start("postgres", command, Map.of(), directory.path(), directory.file("postgres.log")));
        HealthWait.until("PostgreSQL to answer on 127.0.0.1:" + port, START_LIMIT, started, this::answers);
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    /** The server's log file. */
    public Path logFile() {
        return directory.file("postgres.log");
    }

    @Override
    public synchronized void close() {
        stop();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "PostgreSQL on 127.0.0.1:" + port;
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"))) {
            return connection.isValid(5);
        }
    }

    private void initializeOnce() {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(
                program("initdb"), "-A", "trust", "-U", USER, "-E", "UTF-8", "--no-locale", "-D", data().toString()));
        Executables.run(command, INITDB_LIMIT);
    }

    private Path data() {
        return directory.file("data");
    }

    private static String program(String name) {
        return PostgresBinaries.directory().resolve("bin").resolve(name).toString();
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is an ordinary user to it. */
    private static List<String> asOrdinaryUser() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (Executables.onPath("unshare").isEmpty()) {
            throw new ServerFailure(
                    "Expected the program unshare (package util-linux) to run PostgreSQL as root, found none. "
                            + "Install it or run as an ordinary user.");
        }
        return List.of("unshare", "-U");
    }
}
