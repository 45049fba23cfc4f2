package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A log that a test writes itself, with the real index over it; its tree is nobody's concern. */
public final class WrittenLog {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<Long, Bytes> kept = new HashMap<>();
    private final Map<Topic, Long> offsets = new HashMap<>();
    private final EntryPositions positions;
    private final EntryIndex index;
    private final TransactionTemplate transactions;
    private final EntryReader reader;
    private final EntryLookups lookups;

    public WrittenLog(DataSource dataSource, RollupIdentity identity) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        this.positions = new EntryPositions(jdbc);
        this.index = new EntryIndex(new JdbcTemplate(dataSource), identity);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.reader = new EntryReader(new Written(), new EventDecoder(identity));
        this.lookups = new StoredEntryLookups(jdbc, reader, positions);
    }

    public EntryReader reader() {
        return reader;
    }

    public EntryLookups lookups() {
        return lookups;
    }

    /** The next entry of the arrivals. */
    public void arrival(Bytes value) {
        append(Topic.ARRIVALS, value);
    }

    /** The next entry of a topic of events; {@code json} is the event's value. */
    public void event(Topic topic, String name, byte[] json) {
        byte[] type = "dev.candor.%s.v1".formatted(name).getBytes(StandardCharsets.UTF_8);
        append(topic, Bytes.concat(Bytes.wrap(new byte[] {(byte) type.length}), Bytes.wrap(type), Bytes.wrap(json)));
    }

    private void append(Topic topic, Bytes event) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        LogEntry entry = LogEntry.of(entries.size(), topic, 0, offset, event);
        if (entry.isHashOfEvent()) {
            kept.put(entry.index(), event);
        }
        entries.add(entry);
    }

    /** Lets the index, then the follower, read what they have not read yet. */
    public void letRead(EntryFollower follower) {
        read(index);
        read(follower);
    }

    private void read(EntryFollower follower) {
        for (long from = positions.next(follower.name());
                from < entries.size();
                from = positions.next(follower.name())) {
            long start = from;
            List<LoggedEntry> page = reader.page(start, EntryReader.MAX_PAGE);
            transactions.executeWithoutResult(status -> {
                positions.move(follower.name(), start, start + page.size());
                follower.apply(page);
            });
        }
    }

    private final class Written implements LogReader {
        @Override
        public long integratedSize() {
            return entries.size();
        }

        @Override
        public List<LogEntry> entries(long from, int max) {
            return List.copyOf(entries.subList((int) from, (int) Math.min(entries.size(), from + max)));
        }

        @Override
        public Optional<Bytes> keptEvent(long index) {
            return Optional.ofNullable(kept.get(index));
        }

        @Override
        public TreeHash leafHash(long index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TreeHash> inclusion(long index, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TreeHash> consistency(long old, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TreeHead head(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Long> indexOf(Topic topic, int partition, long offset) {
            return entries.stream()
                    .filter(entry -> entry.topic() == topic && entry.offset() == offset)
                    .map(LogEntry::index)
                    .findFirst();
        }
    }
}
