package dev.candor.audit.log;

import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tiles and bundles as rows of the table {@code tile}; each call is one statement. */
final class PostgresTileStore implements TileStore {
    /** The level under which bundles lie. */
    private static final short ENTRIES = -1;

    private final JdbcTemplate jdbc;

    PostgresTileStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<byte[]> read(TileResource resource) {
        return Optional.ofNullable(readAll(List.of(resource)).get(resource));
    }

    @Override
    public Map<TileResource, byte[]> readAll(Collection<? extends TileResource> resources) {
        Map<TileResource, byte[]> found = new HashMap<>();
        if (resources.isEmpty()) {
            return found;
        }
        List<TileResource> wanted = new ArrayList<>(resources);
        jdbc.query("""
                select level, tile_index, width, bytes from tile
                join unnest(?, ?, ?) as wanted (level, tile_index, width) using (level, tile_index, width)""", statement -> bindKeys(statement, wanted), (ResultSet row) -> {
            found.put(resource(row.getShort(1), row.getLong(2), row.getShort(3)), row.getBytes(4));
        });
        return found;
    }

    @Override
    public void put(Map<? extends TileResource, byte[]> resources) {
        if (resources.isEmpty()) {
            return;
        }
        List<TileResource> keys = new ArrayList<>(resources.keySet());
        byte[][] bytes = keys.stream().map(resources::get).toArray(byte[][]::new);
        jdbc.update("""
                insert into tile (level, tile_index, width, bytes)
                select * from unnest(?, ?, ?, ?)
                on conflict do nothing""", statement -> {
            bindKeys(statement, keys);
            statement.setArray(4, statement.getConnection().createArrayOf("bytea", bytes));
        });
    }

    @Override
    public void dropPartials(Collection<? extends TileResource> full) {
        if (full.isEmpty()) {
            return;
        }
        jdbc.update("""
                delete from tile using unnest(?, ?, ?) as whole (level, tile_index, width)
                where tile.level = whole.level and tile.tile_index = whole.tile_index and tile.width < whole.width""", statement -> bindKeys(statement, new ArrayList<>(full)));
    }

    private static void bindKeys(PreparedStatement statement, List<? extends TileResource> keys) throws SQLException {
        Connection connection = statement.getConnection();
        Object[] levels = keys.stream().map(PostgresTileStore::level).toArray();
        Object[] indices = keys.stream().map(TileResource::index).toArray();
        Object[] widths = keys.stream().map(key -> (short) key.width()).toArray();
        Array levelArray = connection.createArrayOf("int2", levels);
        statement.setArray(1, levelArray);
        statement.setArray(2, connection.createArrayOf("int8", indices));
        statement.setArray(3, connection.createArrayOf("int2", widths));
    }

    private static short level(TileResource resource) {
        return switch (resource) {
            case TileId tile -> (short) tile.level();
            case EntryBundleId bundle -> ENTRIES;
        };
    }

    private static TileResource resource(short level, long index, int width) {
        return level == ENTRIES ? new EntryBundleId(index, width) : new TileId(level, index, width);
    }
}
