package dev.candor.audit.checkpoint;

import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;

/**
 * A checkpoint with the cosignatures of a quorum.
 *
 * @param note the whole signed note, UTF-8: both lines of the log and the cosignatures that have arrived by now
 * @param publishedAtMillis when the quorum was reached and the note stored, Unix milliseconds
 */
public record PublishedCheckpoint(long size, TreeHash root, Bytes note, long publishedAtMillis) {
    public TreeHead head() {
        return new TreeHead(size, root);
    }
}
