package dev.candor.audit.checkpoint;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StoredCheckpoints implements Checkpoints {
    private static final String COLUMNS = "select size, root, note, published_at_millis from published_checkpoint ";

    private final JdbcClient jdbc;
    private final Leadership leadership;
    private final Outbox outbox;
    private final RollupIdentity rollup;

    StoredCheckpoints(JdbcClient jdbc, Leadership leadership, Outbox outbox, RollupIdentity rollup) {
        this.jdbc = jdbc;
        this.leadership = leadership;
        this.outbox = outbox;
        this.rollup = rollup;
    }

    @Override
    public Optional<PublishedCheckpoint> newest() {
        return jdbc.sql(COLUMNS + "order by size desc limit 1")
                .query((row, index) -> checkpoint(row))
                .optional();
    }

    @Override
    public List<PublishedCheckpoint> page(long below, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_PAGE + " checkpoints, found " + limit + ".");
        }
        return jdbc.sql(COLUMNS + "where size < :below order by size desc limit :limit")
                .param("below", below)
                .param("limit", limit)
                .query((row, index) -> checkpoint(row))
                .list();
    }

    @Override
    public Optional<PublishedCheckpoint> newestAtLeast(long size) {
        return newest().filter(checkpoint -> checkpoint.size() >= size);
    }

    /** Served from the commit on, and told to Kafka; publishing the same again changes nothing. */
    void publish(Term term, PublishedCheckpoint checkpoint) {
        leadership.fenced(term, () -> {
            int added = jdbc.sql("""
                            insert into published_checkpoint (size, root, note, published_at_millis)
                            values (:size, :root, :note, :now) on conflict do nothing""")
                    .param("size", checkpoint.size())
                    .param("root", checkpoint.root().toArray())
                    .param("note", checkpoint.note().toArray())
                    .param("now", checkpoint.publishedAtMillis())
                    .update();
            if (added == 1) {
                outbox.add(CheckpointPublishedV1.event(rollup, checkpoint));
            }
            return added;
        });
    }

    /** Adds cosignatures that came after the quorum below the others; nothing if the checkpoint was not published. */
    void addCosignatures(Term term, long size, List<NoteSignature> lines) {
        leadership.fenced(term, () -> {
            Optional<byte[]> note = jdbc.sql("select note from published_checkpoint where size = :size for update")
                    .param("size", size)
                    .query((row, index) -> row.getBytes(1))
                    .optional();
            return note.map(bytes -> jdbc.sql("update published_checkpoint set note = :note where size = :size")
                            .param(
                                    "note",
                                    SignedNote.parse(bytes)
                                            .orThrow()
                                            .with(lines)
                                            .encode())
                            .param("size", size)
                            .update())
                    .orElse(0);
        });
    }

    private static PublishedCheckpoint checkpoint(ResultSet row) throws SQLException {
        return new PublishedCheckpoint(
                row.getLong(1), TreeHash.copyOf(row.getBytes(2)), Bytes.wrap(row.getBytes(3)), row.getLong(4));
    }
}
