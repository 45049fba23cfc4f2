package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log without a tree, for tests of what reads entries. */
public final class MemoryLog implements LogReader {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<Long, Bytes> kept = new HashMap<>();
    private final Map<Topic, Long> offsets = new HashMap<>();

    /** Appends with the topic's next offset, from 0. */
    public synchronized long append(Topic topic, Bytes event) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        long index = entries.size();
        entries.add(LogEntry.of(index, topic, 0, offset, event));
        if (LogEntry.needsHash(event)) {
            kept.put(index, event);
        }
        return index;
    }

    @Override
    public synchronized long integratedSize() {
        return entries.size();
    }

    @Override
    public synchronized List<LogEntry> entries(long from, int max) {
        int end = (int) Math.min(entries.size(), from + max);
        return List.copyOf(entries.subList((int) from, end));
    }

    @Override
    public synchronized Optional<Bytes> keptEvent(long index) {
        return Optional.ofNullable(kept.get(index));
    }

    @Override
    public synchronized Optional<Long> indexOf(Topic topic, int partition, long offset) {
        return entries.stream()
                .filter(entry -> entry.topic() == topic && entry.offset() == offset)
                .map(LogEntry::index)
                .findFirst();
    }

    @Override
    public TreeHash leafHash(long index) {
        return TreeHash.ofLeaf(entries(index, 1).getFirst().encode());
    }

    @Override
    public List<TreeHash> inclusion(long index, long size) {
        throw new UnsupportedOperationException("no tree here");
    }

    @Override
    public List<TreeHash> consistency(long old, long size) {
        throw new UnsupportedOperationException("no tree here");
    }

    @Override
    public TreeHead head(long size) {
        throw new UnsupportedOperationException("no tree here");
    }
}
