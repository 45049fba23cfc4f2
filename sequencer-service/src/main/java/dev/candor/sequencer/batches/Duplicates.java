package dev.candor.sequencer.batches;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** seq → earlier seq with the same bytes, as pairs of big-endian uint64 in ascending order of seq. */
final class Duplicates {
    private static final int PAIR_BYTES = 2 * Long.BYTES;

    private Duplicates() {}

    static byte[] encode(Map<Long, Long> duplicates) {
        ByteBuffer pairs = ByteBuffer.allocate(duplicates.size() * PAIR_BYTES);
        new TreeMap<>(duplicates).forEach((seq, earlier) -> pairs.putLong(seq).putLong(earlier));
        return pairs.array();
    }

    static Map<Long, Long> decode(byte[] stored) {
        ByteBuffer pairs = ByteBuffer.wrap(stored);
        Map<Long, Long> duplicates = new TreeMap<>();
        while (pairs.remaining() >= PAIR_BYTES) {
            duplicates.put(pairs.getLong(), pairs.getLong());
        }
        return duplicates;
    }
}
