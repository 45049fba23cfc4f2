package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    static Stream<String[]> paths() {
        return Golden.rows("tile-paths.tsv").stream();
    }

    static Stream<String[]> growths() {
        return Golden.rows("grown-tiles.tsv").stream();
    }

    @Test
    void writesTheSpecificationsExample() {
        assertThat(new TileId(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void pathsAreThoseOfAnotherImplementation(String kind, String index, String width, String path) {
        TileResource resource = kind.equals("entries")
                ? new EntryBundleId(Long.parseLong(index), Integer.parseInt(width))
                : new TileId(Integer.parseInt(kind), Long.parseLong(index), Integer.parseInt(width));

        assertThat(resource.path()).isEqualTo(path);
        assertThat(TileResource.parse(path)).isEqualTo(Parsed.ok(resource));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "/tile/0/000",
                "tile/0/000/",
                "tile//000",
                "tile/00/000",
                "tile/01/000",
                "tile/8/000",
                "tile/63/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/+1/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000",
                "tile/0/000/000",
                "tile/0/x000/000",
                "tile/0/x000/x001/000",
                "tile/0/001/x000",
                "tile/0/X001/000",
                "tile/0/x001x000",
                "tile/0/x01/000",
                "tile/0/-01",
                "tile/0/+01",
                "tile/0/٠٠١",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/00",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/300",
                "tile/0/000.p/999",
                "tile/0/000.p/1/",
                "tile/0/000.p/1.p/1",
                "tile/0/000.P/1",
                "tile/0/000p/1",
                "tile/0/000.p/-1",
                "tile/0/000.p/1\n",
                "tile/0/000 ",
                " tile/0/000",
                "tile/0/000%2e",
                "tile/0/../000",
                "tile/../checkpoint",
                "tile/entries",
                "tile/entries/",
                "tile/entries/0",
                "tile/entries/x000/000",
                "tile/entries/000.p/256",
                "tile/Entries/000",
                "tile/data/000",
                "tile/8/0/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x036/x028/x797/x018/x963/968",
                "tile/7/001",
                "checkpoint",
            })
    void refusesEveryOtherPath(String path) {
        assertThat(TileResource.parse(path)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesLongPathsUnread() {
        assertThat(TileResource.parse("tile/0/" + "x001/".repeat(100_000) + "000"))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void readsTheLastTileOfTheLargestTree() {
        TileId last = new TileId(0, Long.MAX_VALUE / 256, 256);

        assertThat(TileResource.parse(last.path())).isEqualTo(Parsed.ok(last));
        assertThatThrownBy(() -> new TileId(0, Long.MAX_VALUE / 256 + 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(8, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileId(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EntryBundleId(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("growths")
    void grownTilesAreThoseOfAnotherImplementation(String oldSize, String size, String paths) {
        List<String> expected =
                Arrays.stream(paths.split(",")).filter(path -> !path.isEmpty()).toList();

        assertThat(TileLayout.grownTiles(Long.parseLong(oldSize), Long.parseLong(size)).stream()
                        .map(TileId::path))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void hasTheTilesOfTheSpecificationsExample() {
        List<TileId> tiles = TileLayout.grownTiles(0, 70_000);

        assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.isFull()))
                .hasSize(273);
        assertThat(tiles.stream().filter(tile -> !tile.isFull()))
                .containsExactly(new TileId(0, 273, 112), new TileId(1, 1, 17), new TileId(2, 0, 1));
        assertThat(tiles.stream().filter(tile -> tile.level() == 1 && tile.isFull()))
                .hasSize(1);
        assertThat(tiles).hasSize(277);
        assertThat(TileLayout.grownTiles(0, 256)).containsExactly(new TileId(0, 0, 256), new TileId(1, 0, 1));
        assertThat(TileLayout.partialTiles(256)).containsExactly(new TileId(1, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void growingInStepsMakesEveryTileOfTheTree(long seed) {
        Random random = new Random(seed);
        Set<TileResource> made = new HashSet<>();
        long size = 0;
        while (size < 140_000) {
            long grown = size + 1 + random.nextInt(9_000);
            made.addAll(TileLayout.grownTiles(size, grown));
            made.addAll(TileLayout.grownBundles(size, grown));
            size = grown;
        }
        long last = size;

        assertThat(made).containsAll(TileLayout.grownTiles(0, size));
        assertThat(made).containsAll(TileLayout.grownBundles(0, size));
        assertThat(made.stream().filter(TileResource::isFull)).allMatch(tile -> TileLayout.has(last, tile));
        assertThat(TileLayout.grownTiles(0, size)).allMatch(tile -> TileLayout.has(last, tile));
        assertThat(TileLayout.grownBundles(size, size)).isEmpty();
    }

    @Test
    void knowsWhichTilesATreeHas() {
        assertThat(TileLayout.has(300, new TileId(0, 0, 256))).isTrue();
        assertThat(TileLayout.has(300, new TileId(0, 1, 44))).isTrue();
        assertThat(TileLayout.has(300, new TileId(0, 1, 43))).isFalse();
        assertThat(TileLayout.has(300, new TileId(0, 0, 44))).isFalse();
        assertThat(TileLayout.has(300, new TileId(0, 1, 256))).isFalse();
        assertThat(TileLayout.has(300, new TileId(0, 2, 1))).isFalse();
        assertThat(TileLayout.has(300, new TileId(1, 0, 1))).isTrue();
        assertThat(TileLayout.has(300, new EntryBundleId(1, 44))).isTrue();
        assertThat(TileLayout.has(300, new EntryBundleId(Long.MAX_VALUE / 256, 255)))
                .isFalse();
    }

    @Test
    void tilesAreTheirHashesOneAfterAnother() {
        NaiveTree tree = NaiveTree.golden(300);
        TileId id = new TileId(0, 1, 44);
        Tile tile = Tile.of(id, tree);
        byte[] bytes = tile.encode();

        assertThat(bytes).hasSize(44 * 32);
        assertThat(Arrays.copyOfRange(bytes, 32, 64))
                .isEqualTo(tree.leaves().get(257).toArray());
        assertThat(Tile.decode(id, bytes).orThrow().hashes())
                .isEqualTo(tree.leaves().subList(256, 300));
        assertThat(Tile.decode(id, Arrays.copyOf(bytes, bytes.length - 1))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Tile.decode(id, Arrays.copyOf(bytes, bytes.length + 32))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Tile.decode(id, new byte[0])).isInstanceOf(Parsed.Malformed.class);
        assertThat(Tile.of(new TileId(1, 0, 1), tree).hashes())
                .containsExactly(tree.prefix(256).head().root());
        assertThatThrownBy(() -> Tile.of(id, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
