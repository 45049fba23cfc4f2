package dev.candor.audit.log;

import dev.candor.protocol.hash.Sha256;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.Parsed;
import java.nio.ByteBuffer;

/**
 * An entry of the log: {@code uint16 topicId ‖ uint32 partition ‖ uint64 offset ‖ event bytes} (log.md section 2).
 *
 * @param index its place in the tree
 * @param partition of Kafka, an unsigned number; 0 for coverage
 * @param offset the arrival's seq for {@link Topic#ARRIVALS}, the entry's own number for {@link Topic#COVERAGE}, else Kafka's; an
 *     unsigned number
 * @param event the bytes in the entry: the event's, or {@code 0xff ‖ SHA-256} of them if {@link #isHashOfEvent()}
 */
public record LogEntry(long index, Topic topic, int partition, long offset, Bytes event) {
    /** Bytes before the event. */
    public static final int HEADER_BYTES = Short.BYTES + Integer.BYTES + Long.BYTES;

    /** The longest event that stands in an entry itself. */
    public static final int MAX_EVENT_BYTES = EntryBundle.MAX_ENTRY_BYTES - HEADER_BYTES;

    private static final int HASH_MARK = 0xff;
    private static final int HASHED_BYTES = 1 + 32;

    public LogEntry {
        if (index < 0 || event.size() > MAX_EVENT_BYTES) {
            throw new IllegalArgumentException(
                    "Expected an index from 0 and at most %d bytes of event, found %d and %d bytes."
                            .formatted(MAX_EVENT_BYTES, index, event.size()));
        }
    }

    /** The entry of an event of any length. */
    public static LogEntry of(long index, Topic topic, int partition, long offset, Bytes event) {
        return new LogEntry(index, topic, partition, offset, needsHash(event) ? hashed(event) : event);
    }

    /** Whether the entry of this event holds its hash: it is too long, or would be taken for a hash. */
    public static boolean needsHash(Bytes event) {
        return event.size() > MAX_EVENT_BYTES || looksHashed(event);
    }

    /** {@code 0xff ‖ SHA-256(event)}. */
    public static Bytes hashed(Bytes event) {
        return Bytes.concat(
                Bytes.wrap(new byte[] {(byte) HASH_MARK}),
                Sha256.hash(event.readOnlyArray()).toBytes());
    }

    private static boolean looksHashed(Bytes event) {
        return event.size() == HASHED_BYTES && event.get(0) == HASH_MARK;
    }

    /** Whether {@link #event} is the hash of an event that is kept beside the log. */
    public boolean isHashOfEvent() {
        return looksHashed(event);
    }

    /** The leaf's bytes. */
    public byte[] encode() {
        return encode(topic, partition, offset, event.readOnlyArray());
    }

    static byte[] encode(Topic topic, int partition, long offset, byte[] event) {
        return ByteBuffer.allocate(HEADER_BYTES + event.length)
                .putShort((short) topic.id())
                .putInt(partition)
                .putLong(offset)
                .put(event)
                .array();
    }

    /** Reads a leaf's bytes, from anyone. */
    public static Parsed<LogEntry> decode(long index, byte[] entry) {
        if (entry.length < HEADER_BYTES || entry.length > EntryBundle.MAX_ENTRY_BYTES) {
            return Parsed.malformed("Expected entry %d to have %d to %d bytes, found %d."
                    .formatted(index, HEADER_BYTES, EntryBundle.MAX_ENTRY_BYTES, entry.length));
        }
        ByteBuffer header = ByteBuffer.wrap(entry);
        int topicId = Short.toUnsignedInt(header.getShort());
        int partition = header.getInt();
        long offset = header.getLong();
        Bytes event = Bytes.wrap(entry).slice(HEADER_BYTES, entry.length);
        return Topic.ofId(topicId)
                .filter(topic -> topic != Topic.CHECKPOINTS)
                .map(topic -> Parsed.ok(new LogEntry(index, topic, partition, offset, event)))
                .orElseGet(() -> Parsed.malformed("Expected entry %d to be of a topic that is logged, found topicId %d."
                        .formatted(index, topicId)));
    }
}
