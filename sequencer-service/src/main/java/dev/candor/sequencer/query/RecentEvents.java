package dev.candor.sequencer.query;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest events of one line, promises or headers, in memory: many subscribers cost one reader of the database. It is the
 * buffer of all of them, and bounded. Safe for many threads.
 */
final class RecentEvents {
    private final Source source;
    private final int maxEvents;
    private final NavigableMap<Long, String> kept = new TreeMap<>();
    private boolean following;
    /** Every event from here to {@code end} is kept. */
    private long floor;

    private long end;

    RecentEvents(Source source, int maxEvents) {
        this.source = source;
        this.maxEvents = maxEvents;
    }

    /** The line as it is stored, from a position on. */
    interface Source {
        Stretch read(long from, int maxEvents);

        /** First position after the newest event. */
        long end();
    }

    /** @param data JSON in one line */
    record Event(long position, String data) {}

    /** @param next where to read on */
    record Stretch(List<Event> events, long next) {}

    Source source() {
        return source;
    }

    synchronized void forget() {
        following = false;
        kept.clear();
    }

    /**
     * Takes over what is new; called by one thread only.
     *
     * @return whether there may be more at once
     */
    boolean advance(int page) {
        long from = begin();
        Stretch read = source.read(from, page);
        synchronized (this) {
            read.events().forEach(event -> kept.put(event.position(), event.data()));
            end = read.next();
            while (kept.size() > maxEvents) {
                floor = kept.pollFirstEntry().getKey() + 1;
            }
        }
        return read.next() > from;
    }

    private long begin() {
        synchronized (this) {
            if (following) {
                return end;
            }
        }
        long start = source.end();
        synchronized (this) {
            following = true;
            floor = start;
            end = start;
            return start;
        }
    }

    /** Events from a position on; empty when they are not kept any more, or not yet. */
    synchronized Optional<Stretch> read(long from, int maxCount) {
        if (!following || from < floor) {
            return Optional.empty();
        }
        List<Event> events = kept.tailMap(from, true).entrySet().stream()
                .limit(maxCount)
                .map(entry -> new Event(entry.getKey(), entry.getValue()))
                .toList();
        long next = events.size() < maxCount
                ? Math.max(from, end)
                : events.getLast().position() + 1;
        return Optional.of(new Stretch(events, next));
    }
}
