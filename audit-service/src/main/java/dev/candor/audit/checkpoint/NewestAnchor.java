package dev.candor.audit.checkpoint;

import dev.candor.tlog.TreeHead;
import java.util.Optional;

/** What L1 says about this log; implemented by the feature that anchors. Signing begins only when it was asked. */
public interface NewestAnchor {
    /**
     * The newest checkpoint anchored on L1; nothing if there is none yet.
     *
     * @throws RuntimeException L1 does not answer: ask again
     */
    Optional<TreeHead> newest();
}
