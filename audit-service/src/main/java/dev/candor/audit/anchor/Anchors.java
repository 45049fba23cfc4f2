package dev.candor.audit.anchor;

import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.util.List;
import java.util.Optional;

/** The anchors of this log that stand on L1, as far as L1 was read; an L1 reorganisation may take those back that are not final. */
public interface Anchors {
    /** The longest page. */
    int MAX_PAGE = 100;

    /** How sure it is that the anchor stays. */
    enum Standing {
        /** In a block. */
        SEEN,
        /** Under as many blocks as configured. */
        CONFIRMED,
        /** In a block that L1 calls final. */
        FINAL
    }

    /** The L1 log that an anchor rests on. */
    record L1Place(Hash32 transactionHash, long blockNumber, Hash32 blockHash, int logIndex) {}

    /** @param seenAtMillis when this service read it, Unix milliseconds */
    record Anchor(long size, TreeHash root, L1Place place, Standing standing, long seenAtMillis) {
        public TreeHead head() {
            return new TreeHead(size, root);
        }
    }

    Optional<Anchor> newest();

    /**
     * Newest first.
     *
     * @param below only sizes below this one; {@link Long#MAX_VALUE} begins with the newest
     * @param limit 1 to {@link #MAX_PAGE}
     */
    List<Anchor> page(long below, int limit);

    /** The first one that covers at least {@code size} entries. */
    Optional<Anchor> firstAtLeast(long size);
}
