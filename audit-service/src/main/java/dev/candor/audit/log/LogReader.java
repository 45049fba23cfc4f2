package dev.candor.audit.log;

import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.util.List;
import java.util.Optional;

/**
 * Reads the integrated tree out of its stored bytes. What is integrated never changes, but only what a published checkpoint
 * covers may be told to others. Every method throws {@link IndexOutOfBoundsException} beyond {@link #integratedSize()}.
 */
public interface LogReader {

    /** Entries in the tree by now; only grows. */
    long integratedSize();

    /**
     * The entries from index {@code from}, fewer than asked for at the end of the tree or when they are large; none at
     * {@code from == integratedSize()}.
     *
     * @param max 1 to {@link #MAX_ENTRIES}
     */
    List<LogEntry> entries(long from, int max);

    int MAX_ENTRIES = 4096;

    TreeHash leafHash(long index);

    /** The path of the leaf in the tree of {@code size}, from the leaf's sibling upwards (RFC 9162 section 2.1.3). */
    List<TreeHash> inclusion(long index, long size);

    /** The proof from the tree of {@code old} to the tree of {@code size} (RFC 9162 section 2.1.4). */
    List<TreeHash> consistency(long old, long size);

    /** The tree as it was at this size. */
    TreeHead head(long size);

    /** The event of an entry that holds its hash, {@link LogEntry#isHashOfEvent()}; nothing for other entries. */
    Optional<Bytes> keptEvent(long index);

    /** The index of the entry, once it is integrated. */
    Optional<Long> indexOf(Topic topic, int partition, long offset);
}
