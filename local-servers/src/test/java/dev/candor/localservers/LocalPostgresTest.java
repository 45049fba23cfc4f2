package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    @TempDir
    Path directory;

    @Test
    void committedRowsSurviveAKillAndACleanStop() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start(ServerOptions.in(directory))) {
            String url = postgres.createDatabase("ledger");
            execute(url, "CREATE TABLE entry (id int PRIMARY KEY)");
            execute(url, "INSERT INTO entry VALUES (1)");

            postgres.kill();
            assertThat(FreePorts.isFree(postgres.port())).isTrue();
            postgres.restart();
            execute(url, "INSERT INTO entry VALUES (2)");
            postgres.stop();
            postgres.restart();

            assertThat(count(url)).isEqualTo(2);
            assertThat(setting(url, "server_version")).startsWith("18");
            assertThat(setting(url, "fsync")).isEqualTo("on");
            assertThat(setting(url, "synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void anotherServerContinuesOnTheSameDirectoryAndPort() throws SQLException {
        LocalPostgres first = LocalPostgres.start(ServerOptions.in(directory));
        String url = first.createDatabase("ledger");
        execute(url, "CREATE TABLE entry (id int PRIMARY KEY)");
        first.close();

        try (LocalPostgres second =
                LocalPostgres.start(ServerOptions.in(directory).onPort(first.port()))) {
            assertThat(second.createDatabase("ledger")).isEqualTo(url);
            assertThat(count(url)).isZero();
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String url) throws SQLException {
        return Long.parseLong(query(url, "SELECT count(*) FROM entry"));
    }

    private static String setting(String url, String name) throws SQLException {
        return query(url, "SHOW " + name);
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
