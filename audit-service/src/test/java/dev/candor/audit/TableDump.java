package dev.candor.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every row of some tables as text, to compare two databases. */
public final class TableDump {
    private TableDump() {}

    /** @param tables in SQL, each a table's name or a query in parentheses */
    public static Map<String, List<String>> of(DataSource database, String... tables) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : tables) {
            rows.put(
                    table,
                    jdbc.queryForList("select r::text from " + table + " r", String.class).stream()
                            .sorted(Comparator.naturalOrder())
                            .toList());
        }
        return rows;
    }
}
