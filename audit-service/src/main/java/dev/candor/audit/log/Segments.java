package dev.candor.audit.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Entries between their index and the tree: each segment has those of one transaction, framed as in a bundle. */
@Component
public class Segments {
    private final JdbcTemplate jdbc;

    Segments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param entries {@code (uint16 length ‖ entry)*}, {@code count} of them, the first one with {@code firstIndex} */
    public record Segment(long firstIndex, int count, byte[] entries) {
        long end() {
            return firstIndex + count;
        }

        List<byte[]> split() {
            List<byte[]> split = new ArrayList<>(count);
            ByteBuffer rest = ByteBuffer.wrap(entries);
            while (rest.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
                rest.get(entry);
                split.add(entry);
            }
            if (split.size() != count) {
                throw new PipelineFault(
                        PipelineFault.Kind.STORED_BYTES,
                        "Expected %d entries in the segment at %d, found %d: the database is damaged, see docs/runbooks/log-behind.md."
                                .formatted(count, firstIndex, split.size()));
            }
            return split;
        }
    }

    /** In the running transaction. */
    public void add(Segment segment) {
        jdbc.update(
                "insert into log_segment (first_index, entry_count, entries) values (?, ?, ?)",
                segment.firstIndex(),
                segment.count(),
                segment.entries());
    }

    /** The segments from {@code index} on, without a gap between them. */
    List<Segment> from(long index, int max) {
        List<Segment> segments = jdbc.query(
                "select first_index, entry_count, entries from log_segment where first_index >= ? order by first_index limit ?",
                (row, number) -> new Segment(row.getLong(1), row.getInt(2), row.getBytes(3)),
                index,
                max);
        long expected = index;
        for (Segment segment : segments) {
            if (segment.firstIndex() != expected) {
                throw new PipelineFault(
                        PipelineFault.Kind.STORED_BYTES,
                        "Expected a segment at %d, found the next one at %d: rows of log_segment are missing, see docs/runbooks/log-behind.md."
                                .formatted(expected, segment.firstIndex()));
            }
            expected = segment.end();
        }
        return segments;
    }

    /** In the running transaction. */
    void dropBelow(long size) {
        jdbc.update("delete from log_segment where first_index < ?", size);
    }
}
