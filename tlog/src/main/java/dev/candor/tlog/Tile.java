package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;

/** The bytes of a tile: its hashes one after another, 32 bytes each. Immutable. */
public final class Tile {
    private final TileId id;
    private final List<TreeHash> hashes;

    private Tile(TileId id, List<TreeHash> hashes) {
        this.id = id;
        this.hashes = List.copyOf(hashes);
    }

    /** The tile as the stored subtree hashes have it. */
    public static Tile of(TileId id, SubtreeHashes stored) {
        List<TreeHash> hashes = new ArrayList<>(id.width());
        for (int i = 0; i < id.width(); i++) {
            hashes.add(stored.hash(TileId.HEIGHT * id.level(), id.index() * TileResource.FULL_WIDTH + i));
        }
        return new Tile(id, hashes);
    }

    public static Tile of(TileId id, List<TreeHash> hashes) {
        if (hashes.size() != id.width()) {
            throw new IllegalArgumentException("Expected " + id.width() + " hashes, found " + hashes.size() + ".");
        }
        return new Tile(id, hashes);
    }

    /** Reads exactly {@code 32 · width} bytes. */
    public static Parsed<Tile> decode(TileId id, byte[] bytes) {
        if (bytes.length != id.width() * TreeHash.SIZE) {
            return Parsed.malformed("Expected " + id.width() * TreeHash.SIZE + " bytes for " + id.path() + ", found "
                    + bytes.length + ".");
        }
        List<TreeHash> hashes = new ArrayList<>(id.width());
        for (int i = 0; i < id.width(); i++) {
            hashes.add(TreeHash.copyOf(bytes, i * TreeHash.SIZE));
        }
        return Parsed.ok(new Tile(id, hashes));
    }

    public byte[] encode() {
        byte[] bytes = new byte[hashes.size() * TreeHash.SIZE];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * TreeHash.SIZE);
        }
        return bytes;
    }

    public TileId id() {
        return id;
    }

    public List<TreeHash> hashes() {
        return hashes;
    }

    /** This tile as it was when it had fewer hashes. */
    Tile narrowed(int width) {
        return new Tile(new TileId(id.level(), id.index(), width), hashes.subList(0, width));
    }

    /**
     * The root of the complete subtree {@code level} levels above the hashes of this tile.
     *
     * @param level 0 to 8
     * @param indexInTile among the subtrees of that level inside the tile
     */
    TreeHash subtree(int level, int indexInTile) {
        int begin = indexInTile << level;
        List<TreeHash> nodes = hashes.subList(begin, begin + (1 << level));
        while (nodes.size() > 1) {
            List<TreeHash> parents = new ArrayList<>(nodes.size() / 2);
            for (int i = 0; i < nodes.size(); i += 2) {
                parents.add(TreeHash.ofNode(nodes.get(i), nodes.get(i + 1)));
            }
            nodes = parents;
        }
        return nodes.getFirst();
    }

    /** The hash over a full tile, which is one of the hashes of a tile of the next level. */
    TreeHash root() {
        return subtree(TileId.HEIGHT, 0);
    }
}
