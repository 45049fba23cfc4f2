package dev.candor.audit.log;

import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the stages stand, as committed. Every change states what it starts from. */
@Component
public class LogProgress {
    private final JdbcClient jdbc;

    LogProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sequencedSize entries that have an index, at least those of {@code integrated} */
    public record Sizes(long sequencedSize, TreeHead integrated) {}

    public Sizes read() {
        return jdbc.sql("select sequenced_size, integrated_size, integrated_root from log_progress")
                .query((row, index) ->
                        new Sizes(row.getLong(1), new TreeHead(row.getLong(2), TreeHash.copyOf(row.getBytes(3)))))
                .single();
    }

    /** In the running transaction. */
    public void sequenced(long from, long to) {
        changeOne(
                jdbc.sql("update log_progress set sequenced_size = :to where sequenced_size = :from")
                        .param("from", from)
                        .param("to", to)
                        .update(),
                "sequenced_size",
                from);
    }

    /** In the running transaction. */
    void integrated(TreeHead from, TreeHead to) {
        changeOne(
                jdbc.sql("""
                        update log_progress set integrated_size = :to, integrated_root = :root
                        where integrated_size = :from and integrated_root = :old""")
                        .param("to", to.size())
                        .param("root", to.root().toArray())
                        .param("from", from.size())
                        .param("old", from.root().toArray())
                        .update(),
                "integrated_size",
                from.size());
    }

    private static void changeOne(int changed, String what, long from) {
        if (changed != 1) {
            throw new StaleStageException(
                    "Expected %s to be %d, found another: what this stage has in memory is not what is stored, it reloads."
                            .formatted(what, from));
        }
    }
}
