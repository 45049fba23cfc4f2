package dev.candor.audit.receipts;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.SubtreeHashes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeProofs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A log of any size that is real at a few indices and has the same leaf everywhere else: a subtree without a real entry has one hash
 * for each level, so that a hundred million entries cost a few hundred hashes.
 */
final class SyntheticLog implements LogReader, SubtreeHashes {
    private static final int LEVELS = 40;
    private static final TreeHash FILLER = TreeHash.ofLeaf("the same everywhere".getBytes(StandardCharsets.UTF_8));

    private final long size;
    private final NavigableMap<Long, LogEntry> real = new TreeMap<>();
    private final List<TreeHash> fillers = new ArrayList<>(List.of(FILLER));

    SyntheticLog(long size) {
        this.size = size;
        for (int level = 1; level < LEVELS; level++) {
            TreeHash below = fillers.get(level - 1);
            fillers.add(TreeHash.ofNode(below, below));
        }
    }

    /** Puts a real entry at its index. */
    void put(LogEntry entry) {
        real.put(entry.index(), entry);
    }

    @Override
    public TreeHash hash(int level, long index) {
        long first = index << level;
        long end = (index + 1) << level;
        Map.Entry<Long, LogEntry> next = real.ceilingEntry(first);
        if (next == null || next.getKey() >= end) {
            return fillers.get(level);
        }
        return level == 0
                ? TreeHash.ofLeaf(next.getValue().encode())
                : TreeHash.ofNode(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }

    @Override
    public long integratedSize() {
        return size;
    }

    @Override
    public List<LogEntry> entries(long from, int max) {
        return List.copyOf(real.subMap(from, from + max).values());
    }

    @Override
    public TreeHash leafHash(long index) {
        return hash(0, index);
    }

    @Override
    public List<TreeHash> inclusion(long index, long treeSize) {
        return TreeProofs.inclusion(index, treeSize, this);
    }

    @Override
    public List<TreeHash> consistency(long old, long treeSize) {
        return TreeProofs.consistency(old, treeSize, this);
    }

    @Override
    public TreeHead head(long treeSize) {
        return new TreeHead(treeSize, TreeProofs.root(treeSize, this));
    }

    @Override
    public Optional<Bytes> keptEvent(long index) {
        return Optional.empty();
    }

    @Override
    public Optional<Long> indexOf(Topic topic, int partition, long offset) {
        return Optional.empty();
    }
}
