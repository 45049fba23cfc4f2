package dev.candor.witness.logs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this witness shows of its memory to anybody. */
@Component
public class LogViews {
    /** Logs of a page. */
    public static final int PAGE_LOGS = 200;

    /**
     * A log.
     *
     * @param id SHA-256 of the origin's UTF-8, lower-case hex
     * @param vkeys trusted now; none: its checkpoints are refused
     * @param size leaves of the newest tree that was cosigned, decimal
     * @param root of it, base64
     * @param cosignedAtMillis Unix milliseconds, decimal; null if nothing was cosigned yet
     * @param forks checkpoints that the log signed against the ones that were cosigned
     */
    public record LogView(
            String id,
            String origin,
            List<String> vkeys,
            String size,
            String root,
            @Nullable String cosignedAtMillis,
            long forks) {}

    /**
     * Two checkpoints of one size that cannot both be true, each with the log's signature; the first is missing for size 0.
     *
     * @param cosigned the one that was cosigned first
     */
    public record ForkView(String size, @Nullable String cosigned, String other, String seenAtMillis) {}

    private static final RowMapper<LogView> VIEW = (row, number) -> view(row);

    private static final String VIEWS = """
            select origin_hash, origin, size, root, cosigned_at_millis,
                   array(select vkey from log_key k where k.origin = l.origin order by vkey) as vkeys,
                   (select count(*) from forked_checkpoint f where f.origin = l.origin) as forks
            from witnessed_log l
            """;

    private final JdbcClient jdbc;

    LogViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next {@link #PAGE_LOGS} logs by origin. */
    public List<LogView> after(String origin) {
        return jdbc.sql(VIEWS + " where origin > :origin order by origin limit " + PAGE_LOGS)
                .param("origin", origin)
                .query(VIEW)
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from witnessed_log").query(Long.class).single();
    }

    /** The newest checkpoint that was cosigned, with the log's own signature lines; none before the first. */
    public Optional<byte[]> newestCheckpoint(byte[] originHash) {
        return jdbc.sql("select note from witnessed_log where origin_hash = :hash and note is not null")
                .param("hash", originHash)
                .query(byte[].class)
                .optional();
    }

    /** Proofs that the log forked, the oldest first. */
    public List<ForkView> forks(byte[] originHash) {
        return jdbc.sql("""
                select f.size, f.cosigned_note, f.note, f.seen_at_millis
                from forked_checkpoint f join witnessed_log l using (origin)
                where l.origin_hash = :hash order by f.seen_at_millis, f.root limit %d
                """.formatted(LogMemory.MAX_FORKS_OF_A_LOG))
                .param("hash", originHash)
                .query((row, number) -> new ForkView(
                        Long.toString(row.getLong("size")),
                        text(row.getBytes("cosigned_note")),
                        new String(row.getBytes("note"), java.nio.charset.StandardCharsets.UTF_8),
                        Long.toString(row.getLong("seen_at_millis"))))
                .list();
    }

    private static LogView view(ResultSet row) throws SQLException {
        return new LogView(
                HexFormat.of().formatHex(row.getBytes("origin_hash")),
                row.getString("origin"),
                Arrays.asList((String[]) row.getArray("vkeys").getArray()),
                Long.toString(row.getLong("size")),
                Base64.getEncoder().encodeToString(row.getBytes("root")),
                row.getString("cosigned_at_millis"),
                row.getLong("forks"));
    }

    private static @Nullable String text(byte @Nullable [] note) {
        return note == null ? null : new String(note, java.nio.charset.StandardCharsets.UTF_8);
    }
}
