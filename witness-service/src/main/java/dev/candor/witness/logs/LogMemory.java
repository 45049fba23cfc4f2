package dev.candor.witness.logs;

import dev.candor.tlog.KeyTypes;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.VerifierKey;
import dev.candor.tlog.WitnessDecision;
import dev.candor.tlog.WitnessedLog;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The newest tree of each log. It only moves from the tree that a decision rested on: two requests that were decided from the
 * same tree cannot both move it. What is stored here is committed when a method returns.
 */
@Component
public class LogMemory {
    /** Bytes of an origin's UTF-8. */
    static final int MAX_ORIGIN_BYTES = 1024;

    /** Of each log; one is proof enough. */
    static final int MAX_FORKS_OF_A_LOG = 100;

    private final JdbcClient jdbc;

    public LogMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The log of this origin, if a key of it is trusted. */
    public Optional<WitnessedLog> find(String origin) {
        if (origin.getBytes(StandardCharsets.UTF_8).length > MAX_ORIGIN_BYTES) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select size, root, array(select vkey from log_key k where k.origin = l.origin order by vkey) as vkeys
                from witnessed_log l where origin = :origin
                """)
                .param("origin", origin)
                .query(LogMemory::trusted)
                .optional()
                .filter(log -> !log.keys().isEmpty())
                .map(log -> new WitnessedLog(log.keys(), log.latest()));
    }

    /**
     * Makes the checkpoint's tree the latest one if {@code from} still is; false: it no longer is, nothing was written.
     *
     * @param from the tree that the decision rested on
     */
    public boolean advance(TreeHead from, WitnessDecision.Cosign decision, long atMillis) {
        return jdbc.sql("""
                update witnessed_log set size = :size, root = :root, note = :note, cosigned_at_millis = :at
                where origin = :origin and size = :fromSize and root = :fromRoot
                """)
                        .param("size", decision.tree().size())
                        .param("root", decision.tree().root().toArray())
                        .param("note", decision.verified().encode())
                        .param("at", atMillis)
                        .param("origin", decision.checkpoint().origin())
                        .param("fromSize", from.size())
                        .param("fromRoot", from.root().toArray())
                        .update()
                == 1;
    }

    /** Keeps the proof that a log forked; bounded, the first ones stay. */
    public void keep(WitnessDecision.Forked forked, long atMillis) {
        jdbc.sql("""
                insert into forked_checkpoint (origin, size, root, cosigned_root, cosigned_note, note, seen_at_millis)
                select origin, :size, :root, root, note, :note, :at from witnessed_log
                where origin = :origin and size = :size
                  and (select count(*) from forked_checkpoint f where f.origin = :origin) < :max
                on conflict do nothing
                """)
                .param("size", forked.latestSize())
                .param("root", forked.checkpoint().tree().root().toArray())
                .param("note", forked.verified().encode())
                .param("at", atMillis)
                .param("origin", forked.checkpoint().origin())
                .param("max", MAX_FORKS_OF_A_LOG)
                .update();
    }

    private record Trusted(List<NoteVerifier> keys, TreeHead latest) {}

    private static Trusted trusted(ResultSet row, int number) throws SQLException {
        List<NoteVerifier> keys = Arrays.stream((String[]) row.getArray("vkeys").getArray())
                .map(vkey ->
                        VerifierKey.parse(vkey).then(KeyTypes.OF_LOGS::verifier).orThrow())
                .toList();
        return new Trusted(keys, new TreeHead(row.getLong("size"), TreeHash.copyOf(row.getBytes("root"))));
    }
}
