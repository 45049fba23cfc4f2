package dev.candor.audit.entries;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each follower has read. */
@Component
class EntryPositions {
    private final JdbcClient jdbc;

    EntryPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next index to be applied; 0 for a follower that has applied none. */
    long next(String follower) {
        return jdbc.sql("select next_index from entry_follower where name = :name")
                .param("name", follower)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Moves the position in the current transaction; false when another process has moved it meanwhile. */
    boolean move(String follower, long from, long to) {
        jdbc.sql("insert into entry_follower (name, next_index) values (:name, 0) on conflict do nothing")
                .param("name", follower)
                .update();
        return jdbc.sql("update entry_follower set next_index = :to where name = :name and next_index = :from")
                        .param("to", to)
                        .param("name", follower)
                        .param("from", from)
                        .update()
                == 1;
    }
}
