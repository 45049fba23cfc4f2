package dev.candor.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TileLayout;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeVerification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others read of a log over HTTP, and what the full check says of it. */
class PublishedLogTest {
    private static final int RECORDS = 900;
    private static final int SIZE = 904;

    @TempDir
    static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestWitness witness;
    private static AuditNode node;

    @BeforeAll
    static void publish() {
        String suffix = TestBroker.freshSuffix();
        witness = new TestWitness("w1");
        try (TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            topics.send(Topic.ARRIVALS, RECORDS - 400);
            topics.send(Topic.PROMISES, 399);
            assertThat(topics.offer(Topic.PROMISES, new byte[70_000])).succeedsWithin(Duration.ofSeconds(10));
            node = AuditNode.start(
                    directory,
                    AuditDatabase.url(),
                    AuditNode.policy(directory, 1, witness),
                    Map.of(
                            "spring.kafka.bootstrap-servers",
                            TestBroker.bootstrapServers(),
                            "candor.ingest.topic-suffix",
                            suffix));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.checkpoints().newestAtLeast(SIZE - 1).isPresent());
    }

    @AfterAll
    static void stop() {
        node.close();
        witness.close();
    }

    @Test
    void servesCheckpointAndTilesAsTheSpecificationWants() throws Exception {
        // when
        HttpResponse<byte[]> checkpoint = get("/log/901/checkpoint");
        HttpResponse<byte[]> tile = get("/log/901/tile/0/000");
        HttpResponse<byte[]> bundle = get("/log/901/tile/entries/000");

        // then
        assertThat(checkpoint.statusCode()).isEqualTo(200);
        assertThat(checkpoint.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(checkpoint.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(checkpoint.body()).isEqualTo(newest().note().toArray());
        assertThat(tile.body()).hasSize(256 * 32);
        assertThat(tile.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(tile.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(bundle.statusCode()).isEqualTo(200);
    }

    @Test
    void servesNothingThatIsNotCoveredOrNotHere() throws Exception {
        assertThat(get("/log/901/tile/0/004").statusCode()).isEqualTo(404);
        assertThat(get("/log/901/tile/0/003.p/255").statusCode()).isEqualTo(404);
        assertThat(get("/log/901/tile/0/3").statusCode()).isEqualTo(404);
        assertThat(get("/log/902/checkpoint").statusCode()).isEqualTo(404);
        assertThat(get("/v1/proofs/inclusion?index=1&size=100000").statusCode()).isEqualTo(409);
        assertThat(get("/v1/proofs/inclusion?index=x").statusCode()).isEqualTo(400);
    }

    @Test
    void provesInclusionAndConsistency() throws Exception {
        // when
        JsonNode inclusion = json("/v1/proofs/inclusion?index=300&size=777");
        JsonNode consistency = json("/v1/proofs/consistency?from=300&to=777");

        // then
        TreeHead tree = new TreeHead(777, hash(inclusion.get("root")));
        assertThat(TreeVerification.inclusion(hash(inclusion.get("leafHash")), 300, tree, hashes(inclusion))
                        .holds())
                .isTrue();
        TreeHead old = new TreeHead(300, hash(consistency.get("fromRoot")));
        assertThat(TreeVerification.consistency(old, tree, hashes(consistency)).holds())
                .isTrue();
        assertThat(hash(consistency.get("toRoot"))).isEqualTo(tree.root());
    }

    @Test
    void provesThatAnOffsetIsCovered() throws Exception {
        // given: a promise between the CoverageEntries 255 and 767, in whatever order the topics were taken
        long offset = LongStream.range(0, 399)
                .filter(candidate -> indexOf(candidate) > 255 && indexOf(candidate) < 767)
                .findFirst()
                .orElseThrow();
        long index = indexOf(offset);
        long bundle = index / 256;

        // when
        JsonNode proof = json("/v1/proofs/coverage?topicId=2&offset=" + offset);

        // then
        TreeHead tree = node.log().head(proof.get("size").asLong());
        assertThat(hash(proof.get("root"))).isEqualTo(tree.root());
        assertThat(proof.get("index").asString()).isEqualTo(Long.toString(index));
        assertThat(proof.get("bundle").asString()).isEqualTo("tile/entries/00" + bundle);
        assertThat(proof.get("before").get("index").asLong()).isEqualTo(bundle * 256 - 1);
        assertThat(proof.get("before").get("nextOffset").asLong()).isLessThanOrEqualTo(offset);
        assertThat(proof.get("after").get("index").asLong()).isEqualTo(bundle * 256 + 255);
        assertThat(proof.get("after").get("nextOffset").asLong()).isGreaterThan(offset);
        for (String side : List.of("before", "after")) {
            JsonNode covering = proof.get(side);
            TreeHash leaf = TreeHash.ofLeaf(
                    Bytes.fromHex(covering.get("entry").asString()).toArray());
            assertThat(TreeVerification.inclusion(leaf, covering.get("index").asLong(), tree, hashes(covering))
                            .holds())
                    .isTrue();
        }
    }

    private static long indexOf(long promise) {
        return node.log().indexOf(Topic.PROMISES, 0, promise).orElseThrow();
    }

    @Test
    void provesThatAnOffsetIsNotCoveredYet() throws Exception {
        // when
        JsonNode proof = json("/v1/proofs/coverage?topicId=2&partition=0&offset=400");

        // then
        assertThat(proof.get("index").isNull()).isTrue();
        assertThat(proof.get("after").isNull()).isTrue();
        assertThat(proof.get("before").get("index").asString()).isEqualTo("767");
        assertThat(proof.get("before").get("nextOffset").asLong()).isLessThanOrEqualTo(400);
        assertThat(proof.get("bundle").asString())
                .isEqualTo("tile/entries/003.p/" + (proof.get("size").asLong() - 768));
        assertThat(get("/v1/proofs/coverage?topicId=5&offset=0").statusCode()).isEqualTo(400);
        assertThat(get("/v1/proofs/coverage?topicId=2&offset=-1").statusCode()).isEqualTo(400);
        assertThat(get("/v1/proofs/coverage?topicId=2").statusCode()).isEqualTo(400);
    }

    @Test
    void keepsTheEventOfAnEntryThatHoldsItsHash() {
        long index = node.log().indexOf(Topic.PROMISES, 0, 399).orElseThrow();

        LogEntry entry = node.log().entries(index, 1).getFirst();

        assertThat(entry.isHashOfEvent()).isTrue();
        Bytes event = node.log().keptEvent(index).orElseThrow();
        assertThat(event.size()).isEqualTo(1 + 30 + 70_000);
        assertThat(LogEntry.hashed(event)).isEqualTo(entry.event());
    }

    @Test
    void findsAServedLogClean() {
        ByteArrayOutputStream words = new ByteArrayOutputStream();

        int status = fsck(words, "--url", node.url().toString());

        assertThat(words.toString(StandardCharsets.UTF_8))
                .contains("both lines of the log and the quorum")
                .contains("candor.arrivals.v1, partition 0: offsets 0 to 499, each once")
                .contains("1 entries hold the hash of an event: each is served")
                .contains("anchors were not looked at")
                .contains("fsck: clean: " + newest().size() + " entries");
        assertThat(status).isZero();
    }

    @Test
    void namesAnEventThatIsNotTheOneThatWasHashed() {
        // given
        long index = node.log().indexOf(Topic.PROMISES, 0, 399).orElseThrow();
        LogEntry entry = node.log().entries(index, 1).getFirst();
        byte[] other = node.log().keptEvent(index).orElseThrow().toArray();
        other[1_000] ^= 1;

        // then
        assertThat(wrong(path -> Optional.of(other), entry))
                .contains("Expected the event of v1/entries/" + index + "/event to hash to entry " + index);
        assertThat(wrong(path -> Optional.empty(), entry))
                .contains("Expected v1/entries/" + index + "/event to serve the event");
    }

    private static String wrong(PublicBytes service, LogEntry entry) {
        try {
            return new HashedEvents(service).check(entry).orElseThrow();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesWhatIsWrongInAMirror() throws Exception {
        // given
        Path mirror = mirror("changed");
        change(mirror.resolve("tile/entries/001"), 40);

        // when
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int status = fsck(words, mirrorArguments(mirror));

        // then
        assertThat(status).isEqualTo(1);
        assertThat(words.toString(StandardCharsets.UTF_8))
                .contains("Expected tile/0/001 to hold the hashes of the entries below it");

        // given
        Path missing = mirror("missing");
        Files.delete(missing.resolve("tile/0/002"));

        // when
        ByteArrayOutputStream other = new ByteArrayOutputStream();

        // then
        assertThat(fsck(other, mirrorArguments(missing))).isEqualTo(1);
        assertThat(other.toString(StandardCharsets.UTF_8)).contains("Expected tile/0/002 to be there, found nothing.");
    }

    @Test
    void holdsTheLogAgainstHeadsFromElsewhere() throws Exception {
        // given
        Path mirror = mirror("heads");
        String right =
                "500:" + Bytes.wrap(node.log().head(500).root().toArray()).toHex();
        String wrong =
                "500:" + Bytes.wrap(node.log().head(501).root().toArray()).toHex();

        // then
        assertThat(fsck(new ByteArrayOutputStream(), with(mirrorArguments(mirror), "--head", right)))
                .isZero();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        assertThat(fsck(words, with(mirrorArguments(mirror), "--head", wrong))).isEqualTo(1);
        assertThat(words.toString(StandardCharsets.UTF_8)).contains("the log was forked");
    }

    @Test
    void distrustsACheckpointOfOtherKeys() throws Exception {
        Path mirror = mirror("keys");
        Files.writeString(
                mirror.resolve("checkpoint"),
                Files.readString(mirror.resolve("checkpoint")).replaceFirst("(?m)^— log.example.org/901 [^\n]*\n", ""));

        ByteArrayOutputStream words = new ByteArrayOutputStream();

        assertThat(fsck(words, mirrorArguments(mirror))).isEqualTo(1);
        assertThat(words.toString(StandardCharsets.UTF_8)).contains("Expected valid lines of both keys");
    }

    @Test
    void tellsUnreadableFromContradicting() {
        assertThat(fsck(new ByteArrayOutputStream(), "--url", "http://127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(fsck(new ByteArrayOutputStream())).isEqualTo(2);
    }

    private static int fsck(ByteArrayOutputStream words, String... arguments) {
        return Fsck.run(new PrintStream(words, true, StandardCharsets.UTF_8), arguments);
    }

    private static String[] mirrorArguments(Path mirror) {
        return new String[] {
            "--directory", mirror.toString(),
            "--key", AuditNode.KEYS.verifierKeys().getFirst().print(),
            "--key", AuditNode.KEYS.verifierKeys().getLast().print(),
            "--l1-chain-id", Long.toString(AuditNode.DOMAIN.l1ChainId()),
            "--rollup", AuditNode.DOMAIN.rollup().toString(),
            "--policy", directory.resolve("policy").toString()
        };
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Path mirror(String name) throws IOException, InterruptedException {
        Path mirror = directory.resolve(name);
        List<TileResource> resources = new ArrayList<>(TileLayout.grownTiles(0, newest().size()));
        List<EntryBundleId> bundles = TileLayout.grownBundles(0, newest().size());
        resources.addAll(bundles);
        for (TileResource resource : resources) {
            Path file = mirror.resolve(resource.path());
            Files.createDirectories(file.getParent());
            Files.write(file, get("/log/901/" + resource.path()).body());
        }
        Files.write(mirror.resolve("checkpoint"), get("/log/901/checkpoint").body());
        return mirror;
    }

    private static void change(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }

    private static PublishedCheckpoint newest() {
        return node.checkpoints().newest().orElseThrow();
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(node.url() + path)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.builder().build().readTree(get(path).body());
    }

    private static TreeHash hash(JsonNode hex) {
        return TreeHash.copyOf(Bytes.fromHex(hex.asString()).toArray());
    }

    private static List<TreeHash> hashes(JsonNode proof) {
        List<TreeHash> hashes = new ArrayList<>();
        proof.get("nodes").forEach(node -> hashes.add(hash(node)));
        return hashes;
    }
}
