package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifiedTilesTest {
    private static final int LARGE = 66_000;
    private static final StoredTree STORED = StoredTree.ofGoldenEntries(LARGE);

    static LongStream seeds() {
        return LongStream.range(0, 16);
    }

    /** All subtree hashes of a tree, as an appender stores them. */
    private record StoredTree(Map<Subtree, TreeHash> hashes, CompactRange range) implements SubtreeHashes {
        static StoredTree ofGoldenEntries(int size) {
            Map<Subtree, TreeHash> hashes = new HashMap<>();
            CompactRange range = new CompactRange();
            for (int i = 0; i < size; i++) {
                range.append(
                        TreeHash.ofLeaf(Golden.entry(i)),
                        (level, index, hash) -> hashes.put(new Subtree(level, index), hash));
            }
            return new StoredTree(hashes, range);
        }

        @Override
        public TreeHash hash(int level, long index) {
            return Optional.ofNullable(hashes.get(new Subtree(level, index))).orElseThrow();
        }

        TreeHead head(long size) {
            return new TreeHead(size, TreeProofs.root(size, this));
        }

        Optional<byte[]> tile(TileId id) {
            return Optional.of(Tile.of(id, this).encode());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void proofsFromTilesAreThoseFromHashes(long seed) {
        Random random = new Random(seed);
        long size = 1 + random.nextInt(seed < 4 ? 600 : LARGE);
        VerifiedTiles tiles =
                VerifiedTiles.open(STORED.head(size), STORED::tile).orThrow();

        assertThat(TreeProofs.root(size, tiles)).isEqualTo(tiles.tree().root());
        for (int draw = 0; draw < 20; draw++) {
            long index = random.nextLong(size);
            long oldSize = random.nextLong(size + 1);
            assertThat(TreeProofs.inclusion(index, size, tiles)).isEqualTo(TreeProofs.inclusion(index, size, STORED));
            assertThat(TreeProofs.consistency(oldSize, size, tiles))
                    .isEqualTo(TreeProofs.consistency(oldSize, size, STORED));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChangedBitOfAnyTileIsFound(long seed) {
        Random random = new Random(seed);
        long size = LARGE - random.nextInt(600);
        List<TileId> all = TileLayout.grownTiles(0, size);
        TileId damaged = all.get(seed % 2 == 0 ? all.size() - 1 - random.nextInt(3) : random.nextInt(all.size()));
        TileSource source = id -> STORED.tile(id).map(bytes -> {
            if (id.equals(damaged)) {
                bytes[random.nextInt(bytes.length)] ^= 1;
            }
            return bytes;
        });

        Parsed<VerifiedTiles> opened = VerifiedTiles.open(STORED.head(size), source);
        if (damaged.isFull()) {
            assertThatThrownBy(() -> opened.orThrow().tile(damaged)).isInstanceOf(HashUnavailableException.class);
        } else {
            assertThat(opened).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void cutsAPartialTileFromTheFullOne() {
        List<TileId> asked = new ArrayList<>();
        TileSource onlyFull = id -> {
            asked.add(id);
            return id.isFull() || id.level() > 0 ? STORED.tile(id) : Optional.empty();
        };

        VerifiedTiles tiles = VerifiedTiles.open(STORED.head(300), onlyFull).orThrow();

        assertThat(tiles.hash(0, 299)).isEqualTo(STORED.hash(0, 299));
        assertThat(asked).contains(new TileId(0, 1, 44), new TileId(0, 1, 256));
    }

    @Test
    void refusesMissingAndForeignTiles() {
        assertThat(VerifiedTiles.open(STORED.head(300), id -> Optional.empty())).isInstanceOf(Parsed.Malformed.class);
        assertThat(VerifiedTiles.open(new TreeHead(300, TreeHash.EMPTY_TREE), STORED::tile))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(VerifiedTiles.open(STORED.head(300), id -> Optional.of(new byte[31])))
                .isInstanceOf(Parsed.Malformed.class);
        VerifiedTiles withoutFull = VerifiedTiles.open(
                        STORED.head(300), id -> id.isFull() ? Optional.empty() : STORED.tile(id))
                .orThrow();
        assertThatThrownBy(() -> withoutFull.hash(0, 3)).isInstanceOf(HashUnavailableException.class);
        assertThatThrownBy(() -> withoutFull.hash(0, 300)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> withoutFull.hash(9, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> withoutFull.tile(new TileId(0, 1, 43))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theEmptyTreeNeedsNoTile() {
        assertThat(VerifiedTiles.open(TreeHead.EMPTY, id -> Optional.empty())).isInstanceOf(Parsed.Ok.class);
        assertThat(VerifiedTiles.open(new TreeHead(0, STORED.hash(0, 0)), id -> Optional.empty()))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void aTileIsFetchedOnceWhileItIsRemembered() {
        List<TileId> asked = new ArrayList<>();
        VerifiedTiles tiles = VerifiedTiles.open(STORED.head(LARGE), id -> {
                    asked.add(id);
                    return STORED.tile(id);
                })
                .orThrow();
        asked.clear();

        for (int leaf = 0; leaf < 256 * 256; leaf += 64) {
            tiles.hash(0, leaf);
        }
        assertThat(asked).hasSize(256 + 1).doesNotHaveDuplicates();
    }

    @Test
    void entriesAreHeldAgainstTheirLeafHashes() {
        VerifiedTiles tiles = VerifiedTiles.open(STORED.head(300), STORED::tile).orThrow();
        EntryBundleId id = new EntryBundleId(1, 44);
        List<byte[]> entries =
                LongStream.range(256, 300).mapToObj(Golden::entry).toList();

        assertThat(tiles.entries(id, EntryBundle.encode(entries)).orThrow()).containsExactlyElementsOf(entries);
        List<byte[]> swapped = new ArrayList<>(entries);
        swapped.set(43, Golden.entry(42));
        assertThat(tiles.entries(id, EntryBundle.encode(swapped))).isInstanceOf(Parsed.Malformed.class);
        assertThat(tiles.entries(id, new byte[3])).isInstanceOf(Parsed.Malformed.class);
    }
}
