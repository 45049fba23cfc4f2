package dev.candor.acceptance;

import dev.candor.devnet.Devnet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How long batches took from their header to their statement. */
final class ExecutionTimes {
    private ExecutionTimes() {}

    static long slowestMillis(Devnet devnet) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(devnet.description().databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select max(executed_at_millis - ordered_at_millis) from batch where executed_at_millis is not null")) {
            row.next();
            return row.getLong(1);
        }
    }
}
