package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeProofs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory whose every size can be published: what anchoring sees of the pipeline. */
final class GrowingLog implements LogReader, Checkpoints {
    private final String origin;
    private final LogKeys keys;
    private final List<TreeHash> leaves = new CopyOnWriteArrayList<>();
    private final List<PublishedCheckpoint> published = new CopyOnWriteArrayList<>();

    GrowingLog(String origin, LogKeys keys) {
        this.origin = origin;
        this.keys = keys;
    }

    /** Adds entries and publishes the tree with them; gives its size. */
    long publish(int entries, String content) {
        for (int i = 0; i < entries; i++) {
            leaves.add(TreeHash.ofLeaf((content + leaves.size()).getBytes(StandardCharsets.UTF_8)));
        }
        TreeHead head = head(leaves.size());
        byte[] note = keys.sign(new Checkpoint(origin, head)).encode();
        published.add(new PublishedCheckpoint(head.size(), head.root(), Bytes.wrap(note), System.currentTimeMillis()));
        return head.size();
    }

    @Override
    public long integratedSize() {
        return leaves.size();
    }

    @Override
    public TreeHead head(long size) {
        return new TreeHead(size, TreeProofs.root(size, this::subtree));
    }

    @Override
    public List<TreeHash> consistency(long old, long size) {
        return TreeProofs.consistency(old, size, this::subtree);
    }

    private TreeHash subtree(int level, long index) {
        return level == 0
                ? leaves.get((int) index)
                : TreeHash.ofNode(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }

    @Override
    public Optional<PublishedCheckpoint> newest() {
        return published.isEmpty() ? Optional.empty() : Optional.of(published.getLast());
    }

    @Override
    public List<PublishedCheckpoint> page(long below, int limit) {
        return published.reversed().stream()
                .filter(checkpoint -> checkpoint.size() < below)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<PublishedCheckpoint> newestAtLeast(long size) {
        return newest().filter(checkpoint -> checkpoint.size() >= size);
    }

    @Override
    public List<LogEntry> entries(long from, int max) {
        throw new UnsupportedOperationException("anchoring reads no entries");
    }

    @Override
    public TreeHash leafHash(long index) {
        return leaves.get((int) index);
    }

    @Override
    public List<TreeHash> inclusion(long index, long size) {
        return TreeProofs.inclusion(index, size, this::subtree);
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
