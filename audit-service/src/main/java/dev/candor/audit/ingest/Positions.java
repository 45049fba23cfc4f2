package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogProgress;
import dev.candor.audit.log.Segments;
import dev.candor.audit.log.Topic;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What was taken of Kafka, and the one transaction that takes more. */
@Component
class Positions {
    private final JdbcTemplate jdbc;
    private final LogProgress progress;
    private final Segments segments;
    private final Leadership leadership;

    Positions(JdbcTemplate jdbc, LogProgress progress, Segments segments, Leadership leadership) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.segments = segments;
        this.leadership = leadership;
    }

    /** Of lines that have been seen; those without an entry have next offset 0. */
    SortedMap<Coverage.Line, Source> sources() {
        SortedMap<Coverage.Line, Source> sources = new TreeMap<>();
        jdbc.query(
                "select topic_id, partition_id, next_offset, kafka_topic, kafka_topic_id, base_offset, leader_epoch from log_source",
                row -> {
                    Topic topic = Topic.ofId(row.getInt(1)).orElseThrow();
                    Coverage.Line line = new Coverage.Line(topic, row.getInt(2));
                    sources.put(
                            line,
                            new Source(
                                    line,
                                    row.getLong(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getLong(6),
                                    Optional.ofNullable(row.getObject(7, Integer.class))));
                });
        return sources;
    }

    long sequencedSize() {
        return progress.read().sequencedSize();
    }

    /** Entries, offsets and positions in one transaction: all of it is there afterwards, or nothing. */
    void take(Term term, Round round) {
        leadership.fenced(term, () -> {
            progress.sequenced(round.firstIndex(), round.endIndex());
            segments.add(new Segments.Segment(
                    round.firstIndex(), (int) (round.endIndex() - round.firstIndex()), round.entries()));
            jdbc.batchUpdate("""
                    insert into log_run (topic_id, partition_id, first_offset, next_offset, continues, first_ordinal)
                    values (?, ?, ?, ?, nullif(?, 0), ?)""", round.runs(), round.runs().size(), (statement, run) -> {
                statement.setShort(1, (short) run.line().topic().id());
                statement.setInt(2, run.line().partition());
                statement.setLong(3, run.firstOffset());
                statement.setLong(4, run.nextOffset());
                statement.setLong(5, run.firstOffset());
                statement.setLong(6, run.firstOrdinal());
            });
            jdbc.batchUpdate(
                    "insert into kept_event (log_index, event) values (?, ?)",
                    round.kept(),
                    Math.max(1, round.kept().size()),
                    (statement, kept) -> {
                        statement.setLong(1, kept.index());
                        statement.setBytes(2, kept.event().readOnlyArray());
                    });
            round.sources().values().forEach(this::store);
            return round.endIndex();
        });
    }

    /** A line that is read from another topic from now on. */
    void follow(Term term, Source source) {
        leadership.fenced(term, () -> {
            store(source);
            return source;
        });
    }

    private void store(Source source) {
        jdbc.update(
                """
                insert into log_source (topic_id, partition_id, next_offset, kafka_topic, kafka_topic_id, base_offset, leader_epoch)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (topic_id, partition_id) do update set next_offset = excluded.next_offset,
                    kafka_topic = excluded.kafka_topic, kafka_topic_id = excluded.kafka_topic_id,
                    base_offset = excluded.base_offset, leader_epoch = excluded.leader_epoch""",
                source.line().topic().id(),
                source.line().partition(),
                source.nextOffset(),
                source.kafkaTopic(),
                source.kafkaTopicId(),
                source.baseOffset(),
                source.leaderEpoch().orElse(null));
    }
}
