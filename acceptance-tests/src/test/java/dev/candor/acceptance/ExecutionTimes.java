package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** How long batches took from their header to their statement. */
final class ExecutionTimes {
    /** Five seconds are the measure on a quiet machine; what grows with the square of the skipped takes minutes. */
    private static final long TOO_LONG_MILLIS = 30_000;

    private ExecutionTimes() {}

    /** Prints how long the batches of these transactions took, and fails when one took far too long. */
    static void measure(Devnet devnet, SequencerClient client, Collection<EthTransaction> transactions)
            throws IOException, SQLException {
        Set<Long> numbers = new TreeSet<>();
        for (EthTransaction transaction : transactions) {
            numbers.add(client.get("/v1/transactions/" + transaction.hash().toHex())
                    .get("batch")
                    .get("number")
                    .asLong());
        }
        for (long number : numbers) {
            long millis = ofBatch(devnet, number);
            System.out.printf("batch %d was executed in %d ms%n", number, millis);
            assertThat(millis).as("batch %d", number).isLessThan(TOO_LONG_MILLIS);
        }
    }

    private static long ofBatch(Devnet devnet, long number) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(devnet.description().databaseUrl());
                PreparedStatement statement = connection.prepareStatement(
                        "select executed_at_millis - ordered_at_millis from batch where number = ?")) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
