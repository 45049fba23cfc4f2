package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.protocol.types.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Reads entries out of the log and decodes them. Safe for many threads. */
@Component
public class EntryReader {
    /** Entries. */
    public static final int MAX_PAGE = 2_048;

    /** Beyond this a page ends early: events that stand beside the log may be long. */
    private static final long MAX_PAGE_BYTES = 32L << 20;

    /** Entries that are read for nothing rather than in another call. */
    private static final int MAX_GAP = 256;

    private final LogReader log;
    private final EventDecoder decoder;

    EntryReader(LogReader log, EventDecoder decoder) {
        this.log = log;
        this.decoder = decoder;
    }

    /** Entries that can be read. */
    public long size() {
        return log.integratedSize();
    }

    /**
     * Consecutive entries from an index on; fewer than asked for at the end of the log or when they are long, none at its end.
     *
     * @param max 1 to {@link #MAX_PAGE}
     */
    public List<LoggedEntry> page(long from, int max) {
        requireBound(max);
        List<LoggedEntry> page = new ArrayList<>();
        long bytes = 0;
        for (LogEntry entry : log.entries(from, max)) {
            Bytes event = eventOf(entry);
            page.add(new LoggedEntry(entry, decoder.decode(entry, event)));
            bytes += event.size();
            if (bytes > MAX_PAGE_BYTES) {
                break;
            }
        }
        return page;
    }

    /** The entry at an index; empty beyond the log's end. */
    public Optional<LoggedEntry> at(long index) {
        if (index < 0 || index >= log.integratedSize()) {
            return Optional.empty();
        }
        return Optional.of(page(index, 1).getFirst());
    }

    /** The entries at these indices, which are all in the log, ascending. At most {@link #MAX_PAGE} of them. */
    public List<LoggedEntry> all(Collection<Long> indices) {
        requireBound(Math.max(1, indices.size()));
        Map<Long, LoggedEntry> found = new TreeMap<>();
        TreeSet<Long> wanted = new TreeSet<>(indices);
        while (!wanted.isEmpty()) {
            long first = wanted.first();
            long last = first;
            for (long index : wanted) {
                if (index - last > MAX_GAP || index - first >= MAX_PAGE) {
                    break;
                }
                last = index;
            }
            List<LogEntry> read = log.entries(first, (int) (last - first + 1));
            for (LogEntry entry : read) {
                if (wanted.remove(entry.index())) {
                    found.put(entry.index(), decoded(entry));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** The event's whole bytes. */
    public Bytes eventOf(LogEntry entry) {
        if (!entry.isHashOfEvent()) {
            return entry.event();
        }
        return log.keptEvent(entry.index())
                .orElseThrow(() -> new IllegalStateException(
                        "Expected the event of entry %d, of which the log holds the hash %s, found none kept: run fsck."
                                .formatted(entry.index(), entry.event())));
    }

    private LoggedEntry decoded(LogEntry entry) {
        return new LoggedEntry(entry, decoder.decode(entry, eventOf(entry)));
    }

    private static void requireBound(int count) {
        if (count < 1 || count > MAX_PAGE) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d entries at once, found %d.".formatted(MAX_PAGE, count));
        }
    }
}
