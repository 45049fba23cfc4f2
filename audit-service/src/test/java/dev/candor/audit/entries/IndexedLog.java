package dev.candor.audit.entries;

import static org.awaitility.Awaitility.await;

import dev.candor.audit.rollup.RollupIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A log that is followed into a real database, as one process does it. */
public final class IndexedLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MemoryLog log;
    private final StoredEntryLookups lookups;
    private final EntryReader reader;
    private final EntryFollowing following;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private IndexedLog(RollupIdentity identity, MemoryLog log, DataSource database, List<EntryFollower> more) {
        this.log = log;
        this.reader = new EntryReader(log, new EventDecoder(identity));
        EntryPositions positions = new EntryPositions(JdbcClient.create(database));
        EntryIndex index = new EntryIndex(new JdbcTemplate(database), identity);
        List<EntryFollower> followers = new ArrayList<>(more);
        followers.add(index);
        this.lookups = new StoredEntryLookups(JdbcClient.create(database), reader, positions);
        this.following = new EntryFollowing(
                index, followers, reader, positions, new DataSourceTransactionManager(database), meters);
    }

    /** @param more followers beside the index */
    public static IndexedLog open(RollupIdentity identity, MemoryLog log, DataSource database, EntryFollower... more) {
        IndexedLog opened = new IndexedLog(identity, log, database, List.of(more));
        opened.following.start();
        return opened;
    }

    public EntryLookups lookups() {
        return lookups;
    }

    public EntryReader reader() {
        return reader;
    }

    public MeterRegistry meters() {
        return meters;
    }

    EntriesHealth health() {
        return new EntriesHealth(following);
    }

    /** Until all that is in the log is indexed. */
    public IndexedLog awaitIndexed() {
        await().atMost(PATIENCE).until(() -> lookups.indexedSize() == log.integratedSize());
        return this;
    }

    @Override
    public void close() {
        following.stop();
    }
}
