package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Hash32;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which transactions were skipped, so that the same bytes never enter the line again, without asking the database for each
 * arrival: the first eight bytes of their hashes. A hit is looked up, a miss is certain.
 */
final class SkippedHashes {
    private final Set<Long> fingerprints = ConcurrentHashMap.newKeySet();

    void add(Hash32 hash) {
        fingerprints.add(fingerprint(hash));
    }

    void clear() {
        fingerprints.clear();
    }

    boolean mayContain(Hash32 hash) {
        return !fingerprints.isEmpty() && fingerprints.contains(fingerprint(hash));
    }

    private static long fingerprint(Hash32 hash) {
        return ByteBuffer.wrap(hash.readOnlyArray()).getLong();
    }
}
