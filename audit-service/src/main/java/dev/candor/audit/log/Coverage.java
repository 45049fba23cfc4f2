package dev.candor.audit.log;

import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Parsed;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which offsets the log holds so far: the next one of each partition that has an entry (log.md section 3). Immutable.
 *
 * @param next by topicId, then partition
 */
public record Coverage(SortedMap<Line, Long> next) {
    /** Every this many entries there is one. */
    public static final int INTERVAL = 256;

    public static final Coverage NONE = new Coverage(new TreeMap<>());

    private static final int LINE_BYTES = Short.BYTES + Integer.BYTES + Long.BYTES;

    /** One partition of one logged topic. */
    public record Line(Topic topic, int partition) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int byTopic = Integer.compare(topic.id(), other.topic.id());
            return byTopic != 0 ? byTopic : Integer.compareUnsigned(partition, other.partition);
        }
    }

    public Coverage {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** Whether the entry at this index is a CoverageEntry. */
    public static boolean isAt(long index) {
        return index % INTERVAL == INTERVAL - 1;
    }

    /** How many entries before this index are no coverage. */
    public static long ordinal(long index) {
        return index - index / INTERVAL;
    }

    /** The index of the entry that has {@code ordinal} entries before it that are no coverage, and is none itself. */
    public static long indexOfOrdinal(long ordinal) {
        return ordinal + ordinal / (INTERVAL - 1);
    }

    /** The next offset of the line: 0 before its first entry. */
    public long next(Line line) {
        return next.getOrDefault(line, 0L);
    }

    /** The entry that stands at {@code index} when this is what the entries before it hold. */
    public LogEntry entryAt(long index) {
        return new LogEntry(index, Topic.COVERAGE, 0, index / INTERVAL, encode());
    }

    public Bytes encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LINE_BYTES * next.size());
        next.forEach((line, offset) -> bytes.putShort((short) line.topic().id())
                .putInt(line.partition())
                .putLong(offset));
        return Bytes.wrap(bytes.array());
    }

    /** Reads what {@link #encode} writes, from anyone. */
    public static Parsed<Coverage> decode(Bytes event) {
        if (event.size() % LINE_BYTES != 0) {
            return Parsed.malformed("Expected lines of %d bytes in a CoverageEntry, found %d bytes."
                    .formatted(LINE_BYTES, event.size()));
        }
        ByteBuffer bytes = ByteBuffer.wrap(event.readOnlyArray());
        TreeMap<Line, Long> next = new TreeMap<>();
        while (bytes.hasRemaining()) {
            int topicId = Short.toUnsignedInt(bytes.getShort());
            int partition = bytes.getInt();
            long offset = bytes.getLong();
            Topic topic = Topic.ofId(topicId).filter(Topic::isLogged).orElse(null);
            if (topic == null || offset == 0) {
                return Parsed.malformed(
                        "Expected a logged topic, a partition and a next offset above 0, found topicId %d, %s, %s."
                                .formatted(
                                        topicId, Integer.toUnsignedString(partition), Long.toUnsignedString(offset)));
            }
            Line line = new Line(topic, partition);
            if (!next.isEmpty() && next.lastKey().compareTo(line) >= 0) {
                return Parsed.malformed("Expected ascending lines without repetition, found %s after %s."
                        .formatted(line, next.lastKey()));
            }
            next.put(line, offset);
        }
        return Parsed.ok(new Coverage(next));
    }
}
