package dev.candor.sequencer.arrivals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of topics. Only the holder of the lease opens and closes, inside a fenced transaction. */
@Component
class SegmentTable {
    private final JdbcClient jdbc;

    SegmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All topics, in the order of the line; the one in use is the last. */
    List<Segment> all() {
        return jdbc.sql("""
                        select topic, base_seq, end_seq, suspect_seq from arrival_topic
                        order by base_seq, end_seq nulls last""")
                .query((row, index) -> new Segment(
                        row.getString(1), row.getLong(2), optional(row, "end_seq"), optional(row, "suspect_seq")))
                .list();
    }

    void open(String topic, long baseSeq) {
        jdbc.sql("insert into arrival_topic (topic, base_seq) values (:topic, :base)")
                .param("topic", topic)
                .param("base", baseSeq)
                .update();
    }

    /** Waits for the group commits under way; every later one finds the topic closed. */
    void close(String topic, long endSeq) {
        jdbc.sql("update arrival_topic set end_seq = :end where topic = :topic and end_seq is null")
                .param("end", endSeq)
                .param("topic", topic)
                .update();
    }

    /** Whether {@code [from, to)} belongs to the topic; it stays so until the running transaction ends. */
    boolean holds(String topic, long from, long to) {
        return jdbc.sql("""
                        select 1 from arrival_topic
                        where topic = :topic and base_seq <= :from and (end_seq is null or end_seq >= :to) for share""")
                .param("topic", topic)
                .param("from", from)
                .param("to", to)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void clearSuspicion(String topic) {
        jdbc.sql("update arrival_topic set suspect_seq = null where topic = :topic")
                .param("topic", topic)
                .update();
    }

    void suspect(String topic, long seq) {
        jdbc.sql("""
                        update arrival_topic set suspect_seq = least(suspect_seq, :seq)
                        where topic = :topic and end_seq is null""").param("topic", topic).param("seq", seq).update();
    }

    private static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
