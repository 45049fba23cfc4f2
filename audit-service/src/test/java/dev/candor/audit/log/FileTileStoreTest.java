package dev.candor.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileLayout;
import dev.candor.tlog.TileResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTileStoreTest {
    private static final TileId FULL = new TileId(0, 1_234_067, 256);
    private static final TileId PARTIAL = new TileId(0, 1_234_067, 17);
    private static final EntryBundleId BUNDLE = new EntryBundleId(5, 3);

    @TempDir
    Path directory;

    @Test
    void keepsFilesUnderTheirPathsAndNothingElse() throws IOException {
        try (FileTileStore store = new FileTileStore(directory.resolve("new/tiles"))) {
            // when
            store.put(Map.of(FULL, bytes(1), PARTIAL, bytes(2), BUNDLE, bytes(3)));

            // then
            assertThat(files(directory.resolve("new/tiles")))
                    .containsExactlyInAnyOrder(
                            "tile/0/x001/x234/067", "tile/0/x001/x234/067.p/17", "tile/entries/005.p/3");
            assertThat(store.read(FULL)).hasValue(bytes(1));
            assertThat(store.readAll(List.of(PARTIAL, BUNDLE, new TileId(1, 0, 1))))
                    .containsOnlyKeys(PARTIAL, BUNDLE)
                    .containsEntry(PARTIAL, bytes(2));
        }
    }

    @Test
    void leavesWhatIsStoredWhenOtherBytesCome() throws IOException {
        try (FileTileStore store = new FileTileStore(directory)) {
            store.put(Map.of(FULL, bytes(1)));

            // when
            store.put(Map.of(FULL, bytes(2), PARTIAL, bytes(3)));

            // then
            assertThat(store.read(FULL)).hasValue(bytes(1));
            assertThat(store.read(PARTIAL)).hasValue(bytes(3));
            assertThat(files(directory)).hasSize(2);
        }
    }

    @Test
    void keepsTheFirstOfManyWriters() throws Exception {
        for (int round = 0; round < 40; round++) {
            TileId contested = new TileId(0, round, 256);
            try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
                // when: writers of different bytes, each of which looks at what is there when it is done
                List<Callable<Byte>> writes = new ArrayList<>();
                for (int writer = 1; writer <= 8; writer++) {
                    byte[] own = bytes(writer);
                    writes.add(() -> {
                        try (FileTileStore store = new FileTileStore(directory)) {
                            store.put(Map.of(contested, own));
                            return store.read(contested).orElseThrow()[0];
                        }
                    });
                }
                List<Byte> seen = new ArrayList<>();
                for (Future<Byte> write : writers.invokeAll(writes)) {
                    seen.add(write.get());
                }

                // then
                assertThat(seen).containsOnly(seen.getFirst());
            }
        }
    }

    @Test
    void takesNothingThatACrashLeftForATile() throws IOException {
        // given: half a tile under the name that it had before its own
        Path folder = Files.createDirectories(directory.resolve("tile/0/x001/x234"));
        Files.write(folder.resolve(".067.00000000-0000-0000-0000-000000000000"), new byte[] {1, 2, 3});

        try (FileTileStore store = new FileTileStore(directory)) {
            assertThat(store.read(FULL)).isEmpty();

            // when
            store.put(Map.of(FULL, bytes(4)));

            // then
            assertThat(store.read(FULL)).hasValue(bytes(4));
        }
    }

    @Test
    void isWholeWheneverItsProcessIsKilled() throws Exception {
        for (int kill = 1; kill <= 4; kill++) {
            // given
            Path folder = directory.resolve("killed" + kill);
            Process writer = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            TileWriter.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();

            // when: in the middle of whatever it does after so many
            long told = -1;
            try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
                while (told < 37L * kill) {
                    told = Long.parseLong(Objects.requireNonNull(lines.readLine()));
                }
                writer.destroyForcibly().waitFor();
            }

            // then: what it told is there, and what is there is whole
            try (FileTileStore store = new FileTileStore(folder)) {
                for (long index = 0; index <= told + 1_000; index++) {
                    for (TileResource resource : List.of(TileWriter.tile(index), TileWriter.bundle(index))) {
                        if (index <= told || store.read(resource).isPresent()) {
                            assertThat(store.read(resource)).as(resource.path()).hasValue(TileWriter.bytesOf(resource));
                        }
                    }
                }
            }
        }
    }

    @Test
    void dropsThePartialFormsOfFullOnesOnly() throws IOException {
        try (FileTileStore store = new FileTileStore(directory)) {
            // given
            store.put(Map.of(
                    FULL, bytes(1), PARTIAL, bytes(2), new TileId(0, 1_234_067, 200), bytes(3), BUNDLE, bytes(4)));

            // when
            store.dropPartials(List.of(FULL, new TileId(0, 9, 256)));

            // then
            assertThat(files(directory)).containsExactlyInAnyOrder("tile/0/x001/x234/067", "tile/entries/005.p/3");
            store.put(Map.of(PARTIAL, bytes(5)));
            assertThat(store.read(PARTIAL)).hasValue(bytes(5));
        }
    }

    @Test
    void saysWhenThereCanBeNoFolder() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> new FileTileStore(file.resolve("tiles")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("set candor.tiles.directory");
    }

    @Test
    void carriesAWholeLogThroughARestart() throws IOException {
        String suffix = TestBroker.freshSuffix();
        String database = AuditDatabase.url();
        Path tiles = directory.resolve("tiles");
        try (TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            Path policy = AuditNode.policy(directory, 1, witness);
            Map<String, String> settings = Map.of(
                    "spring.kafka.bootstrap-servers",
                    TestBroker.bootstrapServers(),
                    "candor.ingest.topic-suffix",
                    suffix,
                    "candor.tiles.store",
                    "files",
                    "candor.tiles.directory",
                    tiles.toString());

            // given
            topics.send(Topic.ARRIVALS, 300);
            try (AuditNode node = AuditNode.start(directory, database, policy, settings)) {
                published(node, 301);
            }

            // when
            topics.send(Topic.ARRIVALS, 300);
            try (AuditNode node = AuditNode.start(directory, database, policy, settings)) {
                published(node, 602);

                // then: every tile of the tree is a file, and its bytes are those that are served
                for (TileResource resource : TileLayout.grownTiles(0, 602)) {
                    assertThat(tiles.resolve(resource.path())).exists();
                }
                assertThat(node.log().entries(300, 1).getFirst().offset()).isEqualTo(299);
                assertThat(node.bean(TileStore.class)).isInstanceOf(FileTileStore.class);
            }
        }
    }

    private static void published(AuditNode node, long size) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.checkpoints().newestAtLeast(size).isPresent());
    }

    private static byte[] bytes(int content) {
        byte[] bytes = new byte[256 * 32];
        Arrays.fill(bytes, (byte) content);
        return bytes;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
