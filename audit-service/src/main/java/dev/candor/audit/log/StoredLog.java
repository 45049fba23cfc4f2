package dev.candor.audit.log;

import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeProofs;
import dev.candor.tlog.VerifiedTiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StoredLog implements LogReader {
    /** Entries are read until they have this many bytes. */
    private static final int ENOUGH_BYTES = 4 << 20;

    private final LogProgress progress;
    private final TileStore store;
    private final JdbcClient jdbc;

    StoredLog(LogProgress progress, TileStore store, JdbcClient jdbc) {
        this.progress = progress;
        this.store = store;
        this.jdbc = jdbc;
    }

    @Override
    public long integratedSize() {
        return progress.read().integrated().size();
    }

    @Override
    public List<LogEntry> entries(long from, int max) {
        if (max < 1 || max > MAX_ENTRIES) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_ENTRIES + " entries, found " + max + ".");
        }
        long size = integratedSize();
        requireWithin(from, size);
        List<LogEntry> entries = new ArrayList<>();
        long index = from;
        int bytes = 0;
        while (index < size && entries.size() < max && bytes < ENOUGH_BYTES) {
            List<byte[]> bundle = bundle(index / TileResource.FULL_WIDTH, size);
            for (int i = (int) (index % TileResource.FULL_WIDTH); i < bundle.size() && entries.size() < max; i++) {
                bytes += bundle.get(i).length;
                entries.add(LogEntry.decode(index, bundle.get(i)).orThrow());
                index++;
            }
        }
        return entries;
    }

    private List<byte[]> bundle(long index, long size) {
        EntryBundleId wanted = new EntryBundleId(index, StoredHead.width(0, index, size));
        Optional<byte[]> exact = store.read(wanted);
        // A partial bundle is dropped once the full one is published.
        EntryBundleId found = exact.isPresent() ? wanted : wanted.full();
        byte[] bytes = exact.or(() -> store.read(found))
                .orElseThrow(() -> new StaleStageException(
                        "Expected the bundle %s in the store, found nothing.".formatted(wanted.path())));
        return switch (EntryBundle.decode(found, bytes)) {
            case Parsed.Ok<List<byte[]>>(List<byte[]> entries) -> entries.subList(0, wanted.width());
            case Parsed.Malformed<List<byte[]>>(String why) ->
                throw new PipelineFault(PipelineFault.Kind.STORED_BYTES, why);
        };
    }

    @Override
    public TreeHash leafHash(long index) {
        VerifiedTiles tiles = open();
        if (index < 0 || index >= tiles.tree().size()) {
            throw new IndexOutOfBoundsException("Expected an index below %d, found %d."
                    .formatted(tiles.tree().size(), index));
        }
        return tiles.hash(0, index);
    }

    @Override
    public List<TreeHash> inclusion(long index, long size) {
        return TreeProofs.inclusion(index, size, openAtLeast(size));
    }

    @Override
    public List<TreeHash> consistency(long old, long size) {
        return TreeProofs.consistency(old, size, openAtLeast(size));
    }

    @Override
    public TreeHead head(long size) {
        return new TreeHead(size, TreeProofs.root(size, openAtLeast(size)));
    }

    private VerifiedTiles openAtLeast(long size) {
        VerifiedTiles tiles = open();
        requireWithin(size, tiles.tree().size());
        return tiles;
    }

    private VerifiedTiles open() {
        return StoredHead.open(progress.read().integrated(), store);
    }

    @Override
    public Optional<Bytes> keptEvent(long index) {
        return jdbc.sql("select event from kept_event where log_index = :index")
                .param("index", index)
                .query((row, number) -> Bytes.wrap(row.getBytes(1)))
                .optional();
    }

    @Override
    public Optional<Long> indexOf(Topic topic, int partition, long offset) {
        long size = integratedSize();
        return jdbc.sql("""
                        select first_ordinal + :offset - first_offset from log_run
                        where topic_id = :topic and partition_id = :partition and first_offset <= :offset and next_offset > :offset
                        order by first_offset desc limit 1""")
                .param("topic", topic.id())
                .param("partition", partition)
                .param("offset", offset)
                .query(Long.class)
                .optional()
                .map(Coverage::indexOfOrdinal)
                .filter(index -> index < size);
    }

    private static void requireWithin(long size, long integrated) {
        if (size < 0 || size > integrated) {
            throw new IndexOutOfBoundsException(
                    "Expected a number of at most the tree's size %d, found %d.".formatted(integrated, size));
        }
    }
}
