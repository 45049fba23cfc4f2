package dev.candor.tlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an entry bundle: {@code (uint16 length ‖ entry)*}, big-endian (tlog-tiles, "Log entries"). */
public final class EntryBundle {
    /** The longest entry, in bytes. */
    public static final int MAX_ENTRY_BYTES = 65_535;

    private EntryBundle() {}

    /**
     * @param entries 1 to 256 of at most {@link #MAX_ENTRY_BYTES} bytes
     */
    public static byte[] encode(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > TileResource.FULL_WIDTH) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + TileResource.FULL_WIDTH + " entries, found " + entries.size() + ".");
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException("Expected an entry of at most " + MAX_ENTRY_BYTES + " bytes, found "
                        + entry.length + ": log its hash instead.");
            }
            bundle.write(entry.length >>> Byte.SIZE);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** Reads exactly {@code id.width()} entries and nothing after them. */
    public static Parsed<List<byte[]>> decode(EntryBundleId id, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        List<byte[]> entries = new ArrayList<>(id.width());
        while (entries.size() < id.width()) {
            if (rest.remaining() < Short.BYTES) {
                return truncated(id, entries.size());
            }
            byte[] entry = new byte[Math.min(Short.toUnsignedInt(rest.getShort()), rest.remaining() + 1)];
            if (entry.length > rest.remaining()) {
                return truncated(id, entries.size());
            }
            rest.get(entry);
            entries.add(entry);
        }
        return rest.hasRemaining()
                ? Parsed.malformed("Expected " + id.width() + " entries in " + id.path() + " and nothing more, found "
                        + rest.remaining() + " bytes after them.")
                : Parsed.ok(List.copyOf(entries));
    }

    private static Parsed<List<byte[]>> truncated(EntryBundleId id, int entries) {
        return Parsed.malformed("Expected " + id.width() + " entries in " + id.path() + ", found an end within entry "
                + entries + " of the bundle.");
    }
}
