package dev.candor.acceptance;

import dev.candor.devnet.Devnet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks in the sequencer's database for what must never be there. */
final class StoredSignatures {
    private static final List<String> MUST_BE_EMPTY = List.of(
            "select 'cut ' || b.number from batch b left join signing_record r"
                    + " on r.slot_kind = 1 and r.generation = b.generation and r.number = b.number where r.digest is distinct from b.cut_hash",
            "select 'header ' || b.number from batch b left join signing_record r"
                    + " on r.slot_kind = 2 and r.generation = b.generation and r.number = b.number"
                    + " where b.header_signature is not null and r.digest is distinct from b.batch_hash",
            "select 'statement ' || b.number from batch b left join signing_record r"
                    + " on r.slot_kind = 3 and r.generation = b.generation and r.number = b.number"
                    + " where b.statement_signature is not null and r.digest is distinct from b.execution_hash",
            "select 'gap before batch ' || b.number from batch b join batch p on p.batch_hash = b.parent_hash"
                    + " where p.number + 1 <> b.number or p.first_seq + p.seq_count <> b.first_seq",
            "select 'gap in promises before ' || seq from (select seq, lag(seq) over (order by seq) before from promise) s"
                    + " where before is not null and before + 1 <> seq");

    private StoredSignatures() {}

    /** @return in words, what contradicts; empty when all is well */
    static List<String> contradictions(Devnet devnet) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(devnet.description().databaseUrl());
                Statement statement = connection.createStatement()) {
            for (String query : MUST_BE_EMPTY) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }
}
