package dev.candor.dispute;

import dev.candor.localservers.LocalPostgres;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One real PostgreSQL for all tests of this JVM; each test makes a database of its own in it. */
public final class DisputeDatabase {
    private static final class Server {
        static final LocalPostgres POSTGRES = LocalPostgres.start();
    }

    private DisputeDatabase() {}

    /** A new database with the schema. */
    public static DataSource migrated() {
        DataSource fresh = new DriverManagerDataSource(url());
        Flyway.configure().dataSource(fresh).load().migrate();
        return fresh;
    }

    /** The URL of a new, empty database, user included. */
    public static String url() {
        return Server.POSTGRES.createDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
    }
}
