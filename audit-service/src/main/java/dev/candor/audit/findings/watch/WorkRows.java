package dev.candor.audit.findings.watch;

import dev.candor.protocol.types.Seq;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code finding_work}, {@code finding_odd_promise} and {@code finding_cursor}. */
@Component
class WorkRows {
    static final int MAX_ODD_PROMISES = 256;

    private final JdbcClient jdbc;
    private final Clock clock;

    WorkRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void addEntry(Work.Task task, long index) {
        add(task, index, 0);
    }

    /** Work that is there already is only made due. */
    void add(Work.Task task, long a, long b) {
        jdbc.sql("""
                        insert into finding_work (task, a, b, since_millis, due_at_millis)
                        values (:task, :a, :b, :now, :now)
                        on conflict (task, a, b) do update set due_at_millis = excluded.due_at_millis""")
                .param("task", task.name())
                .param("a", a)
                .param("b", b)
                .param("now", clock.millis())
                .update();
    }

    List<Long> due(int limit) {
        return jdbc.sql(
                        "select id from finding_work where due_at_millis <= :now order by due_at_millis, id limit :limit")
                .param("now", clock.millis())
                .param("limit", limit)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    /** Locked until the transaction ends; empty when another process has it or did it. */
    Optional<Work> take(long id) {
        return jdbc.sql("select id, task, a, b, since_millis from finding_work where id = :id for update skip locked")
                .param("id", id)
                .query((row, index) -> new Work(
                        row.getLong(1),
                        Work.Task.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)))
                .optional();
    }

    void done(Work work) {
        jdbc.sql("delete from finding_work where id = :id")
                .param("id", work.id())
                .update();
    }

    void later(long id, String waitingFor, long pauseMillis) {
        jdbc.sql("update finding_work set due_at_millis = :due, waiting_for = :why where id = :id")
                .param("due", clock.millis() + pauseMillis)
                .param("why", waitingFor)
                .param("id", id)
                .update();
    }

    /** Since when the oldest work waits, Unix milliseconds. */
    Optional<Long> oldestMillis() {
        return jdbc.sql("select since_millis from finding_work order by id limit 1")
                .query(Long.class)
                .optional();
    }

    long size() {
        return jdbc.sql("select count(*) from finding_work").query(Long.class).single();
    }

    void addOddPromise(Seq seq, long index) {
        jdbc.sql("insert into finding_odd_promise (seq, log_index) values (:seq, :index) on conflict do nothing")
                .param("seq", seq.value())
                .param("index", index)
                .update();
    }

    /** Entries of odd promises for {@code first … end - 1}. */
    List<Long> oddPromises(long first, long end) {
        return jdbc.sql("""
                        select log_index from finding_odd_promise where seq >= :first and seq < :end
                        order by log_index limit :limit""")
                .param("first", first)
                .param("end", end)
                .param("limit", MAX_ODD_PROMISES)
                .query((row, index) -> row.getLong(1))
                .list();
    }

    long cursor(String name) {
        return jdbc.sql("select position from finding_cursor where name = :name")
                .param("name", name)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void moveCursor(String name, long position) {
        jdbc.sql("""
                        insert into finding_cursor (name, position) values (:name, :position)
                        on conflict (name) do update set position = excluded.position""").param("name", name).param("position", position).update();
    }
}
