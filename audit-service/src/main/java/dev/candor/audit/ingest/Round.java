package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogEntry;
import dev.candor.protocol.types.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of one transaction: gives records their indices and puts coverage where it belongs. Writes nothing. */
final class Round {
    /** Bytes of entries after which a round is full; one more entry fits. */
    static final int ENOUGH_BYTES = 8 << 20;

    private static final int MAX_RUNS = 4096;

    private final long firstIndex;
    private final SortedMap<Coverage.Line, Long> next;
    private final Map<Coverage.Line, Source> sources = new LinkedHashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream(1 << 16);
    private long index;
    private long oldestMillis = Long.MAX_VALUE;

    /** @param next offset of each line that has entries */
    Round(long firstIndex, Map<Coverage.Line, Long> next) {
        this.firstIndex = firstIndex;
        this.index = firstIndex;
        this.next = new TreeMap<>(next);
    }

    /** Offsets [first, next) of a line, the first one with this ordinal among the entries that are no coverage. */
    record Run(Coverage.Line line, long firstOffset, long nextOffset, long firstOrdinal) {}

    /** An event whose entry holds its hash. */
    record Kept(long index, Bytes event) {}

    /** Takes the next event of the source's line. */
    void add(Source source, Bytes event, long atMillis, Optional<Integer> leaderEpoch) {
        Coverage.Line line = source.line();
        long offset = source.nextOffset();
        LogEntry entry = LogEntry.of(index, line.topic(), line.partition(), offset, event);
        if (entry.isHashOfEvent()) {
            kept.add(new Kept(index, event));
        }
        extendRun(line, offset);
        write(entry.encode());
        next.put(line, offset + 1);
        sources.put(line, source.advanced(offset + 1, leaderEpoch));
        oldestMillis = Math.min(oldestMillis, atMillis);
        if (Coverage.isAt(index)) {
            write(new Coverage(next).entryAt(index).encode());
        }
    }

    private void extendRun(Coverage.Line line, long offset) {
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.line().equals(line) && last.nextOffset() == offset) {
            runs.set(runs.size() - 1, new Run(line, last.firstOffset(), offset + 1, last.firstOrdinal()));
        } else {
            runs.add(new Run(line, offset, offset + 1, Coverage.ordinal(index)));
        }
    }

    private void write(byte[] entry) {
        entries.write(entry.length >>> Byte.SIZE);
        entries.write(entry.length);
        entries.writeBytes(entry);
        index++;
    }

    boolean isFull() {
        return entries.size() >= ENOUGH_BYTES || runs.size() >= MAX_RUNS;
    }

    boolean isEmpty() {
        return index == firstIndex;
    }

    long firstIndex() {
        return firstIndex;
    }

    long endIndex() {
        return index;
    }

    byte[] entries() {
        return entries.toByteArray();
    }

    List<Run> runs() {
        return runs;
    }

    List<Kept> kept() {
        return kept;
    }

    /** As they are after this round, of the lines that it has records of. */
    Map<Coverage.Line, Source> sources() {
        return sources;
    }

    long oldestMillis() {
        return oldestMillis;
    }
}
