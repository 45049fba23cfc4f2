package dev.candor.audit.findings;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code finding}. */
@Component
class FindingRows {
    private static final String COLUMNS =
            "select sequence, id, kind, subject, state, episode, seen_count, raised_at_millis, last_seen_at_millis,"
                    + " cleared_at_millis, expected, found, todo, cleared_because, evidence from finding";

    private final JdbcClient jdbc;

    FindingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locked until the transaction ends. */
    Optional<StoredFinding> locked(String id) {
        return jdbc.sql(COLUMNS + " where id = :id for update")
                .param("id", id)
                .query(FindingRows::read)
                .optional();
    }

    Optional<StoredFinding> find(String id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(FindingRows::read)
                .optional();
    }

    /** By sequence, newest first. */
    List<StoredFinding> page(Optional<FindingState> state, Optional<FindingKind> kind, long below, int limit) {
        return jdbc.sql(COLUMNS + """
                         where sequence < :below and (:state::text is null or state = :state)
                           and (:kind::text is null or kind = :kind)
                        order by sequence desc limit :limit""")
                .param("below", below)
                .param("state", state.map(Enum::name).orElse(null))
                .param("kind", kind.map(Enum::name).orElse(null))
                .param("limit", limit)
                .query(FindingRows::read)
                .list();
    }

    int openCount(FindingKind kind) {
        return jdbc.sql("select count(*) from finding where kind = :kind and state = 'RAISED'")
                .param("kind", kind.name())
                .query(Integer.class)
                .single();
    }

    /** Of the ids those that are raised. */
    List<String> raisedAmong(List<String> ids) {
        return jdbc.sql("select id from finding where state = 'RAISED' and id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, index) -> row.getString(1))
                .list();
    }

    List<String> openSubjects(FindingKind kind) {
        return jdbc.sql("select subject from finding where kind = :kind and state = 'RAISED' order by sequence")
                .param("kind", kind.name())
                .query((row, index) -> row.getString(1))
                .list();
    }

    Map<FindingKind, Long> openByKind() {
        Map<FindingKind, Long> open = new EnumMap<>(FindingKind.class);
        jdbc.sql("select kind, count(*) from finding where state = 'RAISED' group by kind")
                .query(row -> {
                    open.put(FindingKind.valueOf(row.getString(1)), row.getLong(2));
                });
        return open;
    }

    /** False when another transaction was first. */
    boolean insert(Finding finding, String evidence, long nowMillis) {
        return jdbc.sql("""
                        insert into finding (id, kind, subject, state, episode, seen_count, raised_at_millis,
                            last_seen_at_millis, expected, found, todo, evidence)
                        values (:id, :kind, :subject, 'RAISED', 1, 1, :now, :now, :expected, :found, :todo, :evidence)
                        on conflict (id) do nothing""")
                        .param("id", finding.id())
                        .param("kind", finding.kind().name())
                        .param("subject", finding.subject())
                        .param("now", nowMillis)
                        .param("expected", finding.words().expected())
                        .param("found", finding.words().found())
                        .param("todo", finding.words().todo())
                        .param("evidence", evidence.getBytes(StandardCharsets.UTF_8))
                        .update()
                == 1;
    }

    void seenAgain(String id, long nowMillis) {
        jdbc.sql("update finding set seen_count = seen_count + 1, last_seen_at_millis = :now where id = :id")
                .param("id", id)
                .param("now", nowMillis)
                .update();
    }

    void raiseAnew(Finding finding, String evidence, long nowMillis) {
        jdbc.sql("""
                        update finding set state = 'RAISED', episode = episode + 1, seen_count = seen_count + 1,
                            raised_at_millis = :now, last_seen_at_millis = :now, cleared_at_millis = null,
                            cleared_because = null, expected = :expected, found = :found, todo = :todo,
                            evidence = :evidence
                        where id = :id""")
                .param("id", finding.id())
                .param("now", nowMillis)
                .param("expected", finding.words().expected())
                .param("found", finding.words().found())
                .param("todo", finding.words().todo())
                .param("evidence", evidence.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    void clear(String id, String because, long nowMillis) {
        jdbc.sql("""
                        update finding set state = 'CLEARED', cleared_at_millis = :now, cleared_because = :because
                        where id = :id""")
                .param("id", id)
                .param("now", nowMillis)
                .param("because", because)
                .update();
    }

    private static StoredFinding read(ResultSet row, int index) throws SQLException {
        long cleared = row.getLong(10);
        Optional<Long> clearedAtMillis = row.wasNull() ? Optional.empty() : Optional.of(cleared);
        return new StoredFinding(
                row.getLong(1),
                row.getString(2),
                FindingKind.valueOf(row.getString(3)),
                row.getString(4),
                FindingState.valueOf(row.getString(5)),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                clearedAtMillis,
                new Words(row.getString(11), row.getString(12), row.getString(13)),
                Optional.ofNullable(row.getString(14)),
                new String(row.getBytes(15), StandardCharsets.UTF_8));
    }
}
