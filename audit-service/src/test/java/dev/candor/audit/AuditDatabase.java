package dev.candor.audit;

import dev.candor.localservers.LocalPostgres;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One real PostgreSQL for all tests of this JVM; each test makes a database of its own in it. */
public final class AuditDatabase {
    private static final class Server {
        static final LocalPostgres POSTGRES = LocalPostgres.start();
    }

    private AuditDatabase() {}

    /** A new database with the schema. */
    public static DataSource migrated() {
        DataSource fresh = new DriverManagerDataSource(url());
        Flyway.configure().dataSource(fresh).load().migrate();
        return fresh;
    }

    /** The URL of a new, empty database, user and password included. */
    public static String url() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        Server.POSTGRES.createDatabase(name);
        return Server.POSTGRES.jdbcUrl(name);
    }

    /** A copy of a database that nobody uses at the moment, as a backup is one. */
    public static String copyOf(String url) {
        String copy = url();
        JdbcTemplate server =
                new JdbcTemplate(new DriverManagerDataSource(url.replace("/" + nameIn(url) + "?", "/postgres?")));
        server.execute("drop database " + nameIn(copy));
        server.execute("create database " + nameIn(copy) + " template " + nameIn(url));
        return copy;
    }

    private static String nameIn(String url) {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }
}
