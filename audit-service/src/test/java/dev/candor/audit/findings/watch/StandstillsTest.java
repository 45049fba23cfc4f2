package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.NewestAnchor;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.Topic;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.audit.witness.Witnesses;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running log with a witness and an anchor: nothing while they agree and go on, a finding for each that does not. */
class StandstillsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @TempDir
    Path directory;

    private final TestWitness witness = new TestWitness("w1");
    private final String suffix = TestBroker.freshSuffix();
    private final AtomicReference<Optional<TreeHead>> anchored = new AtomicReference<>(Optional.empty());
    private final NewestAnchor anchor = anchored::get;
    private TestTopics topics;
    private AuditNode node;

    @BeforeEach
    void start() {
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
        node = AuditNode.startWith(
                directory,
                AuditDatabase.url(),
                AuditNode.policy(directory, 1, witness),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix),
                NewestAnchor.class,
                anchor);
    }

    @AfterEach
    void stop() {
        node.close();
        topics.close();
        witness.close();
    }

    private TreeHead publish(int more) {
        long size = node.log().integratedSize() + more;
        topics.send(Topic.BATCHES, more);
        await().atMost(PATIENCE)
                .until(() -> node.checkpoints().newestAtLeast(size).isPresent());
        return node.checkpoints().newest().map(PublishedCheckpoint::head).orElseThrow();
    }

    /** Another watch than the one that runs in the service, with a time of its own. */
    private Freshness freshness() {
        return new Freshness(
                node.bean(PipelineMetrics.class),
                node.bean(Witnesses.class),
                node.bean(Checkpoints.class),
                anchors(),
                node.bean(StageFaults.class),
                node.bean(FindingBook.class),
                node.bean(FindingsProperties.class));
    }

    private ForkWatch forks() {
        return new ForkWatch(
                node.bean(RollupIdentity.class),
                node.bean(LogKeys.class),
                node.bean(Checkpoints.class),
                node.bean(LogReader.class),
                anchors(),
                node.bean(Witnesses.class),
                node.bean(FindingBook.class));
    }

    private ObjectProvider<NewestAnchor> anchors() {
        return new ObjectProvider<>() {
            @Override
            public Stream<NewestAnchor> stream() {
                return Stream.of(anchor);
            }
        };
    }

    private static List<Finding> raised(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.Raise.class::isInstance)
                .map(decision -> ((Decision.Raise) decision).finding())
                .toList();
    }

    private static List<String> ids(List<Decision> decisions) {
        return raised(decisions).stream().map(Finding::id).toList();
    }

    @Test
    void saysNothingOfALogThatGoesOnAndTellsOfEachThingThatStops() {
        // given
        Freshness freshness = freshness();
        TreeHead first = publish(3);
        anchored.set(Optional.of(first));
        assertThat(ids(freshness.look(HOUR))).isEmpty();
        assertThat(ids(freshness.look(9 * HOUR))).as("all is anchored").isEmpty();

        // when the anchor falls behind
        TreeHead second = publish(2);
        assertThat(ids(freshness.look(10 * HOUR))).containsExactly("anchor-stale.log");
        anchored.set(Optional.of(second));
        assertThat(freshness.look(10 * HOUR + MINUTE))
                .contains(new Decision.Clear(
                        FindingKind.ANCHOR_STALE, "log", "it is up to date: anchored 5 of 5 published entries"));

        // when the witness is away
        witness.failWith(500);
        topics.send(Topic.BATCHES, 1);
        await().atMost(PATIENCE)
                .until(() -> !node.bean(Witnesses.class).troubles().isEmpty());
        assertThat(ids(freshness.look(11 * HOUR))).as("for a moment").isEmpty();
        assertThat(ids(freshness.look(11 * HOUR + 2 * MINUTE))).contains("witness-stale.w1");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(ids(freshness.look(11 * HOUR + 3 * MINUTE))).contains("checkpoint-stale.log"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.bean(FindingBook.class).openSubjects(FindingKind.CHECKPOINT_STALE))
                        .as("raised by the watch that runs")
                        .containsExactly("log"));

        // then it is taken back
        witness.failWith(0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.bean(FindingBook.class).openSubjects(FindingKind.CHECKPOINT_STALE))
                        .isEmpty());
        anchored.set(node.checkpoints().newest().map(PublishedCheckpoint::head));
        assertThat(ids(freshness.look(12 * HOUR))).isEmpty();
    }

    @Test
    void tellsOfEachWayInWhichAStageStandsUntilItGoesOn() {
        // given
        publish(1);
        FindingBook book = node.bean(FindingBook.class);
        StageFaults faults = node.bean(StageFaults.class);
        Map<PipelineFault.Kind, FindingKind> kinds = Map.of(
                PipelineFault.Kind.GAP, FindingKind.KAFKA_GAP,
                PipelineFault.Kind.TRUNCATED, FindingKind.KAFKA_GAP,
                PipelineFault.Kind.REWOUND, FindingKind.KAFKA_REWOUND,
                PipelineFault.Kind.REPLACED, FindingKind.KAFKA_REWOUND,
                PipelineFault.Kind.CHANGED, FindingKind.KAFKA_BYTES_DIFFER,
                PipelineFault.Kind.STORED_BYTES, FindingKind.LOG_STOPPED,
                PipelineFault.Kind.BEHIND, FindingKind.LOG_STOPPED,
                PipelineFault.Kind.SIGNING_RECORD, FindingKind.LOG_STOPPED);
        assertThat(kinds.keySet()).containsExactlyInAnyOrder(PipelineFault.Kind.values());

        // when
        kinds.keySet()
                .forEach(kind -> faults.raise(stage(kind), new PipelineFault(kind, "Expected this, found that.")));

        // then
        kinds.forEach((kind, finding) -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(book.openSubjects(finding)).contains(stage(kind))));

        // when
        kinds.keySet().forEach(kind -> faults.clear(stage(kind)));

        // then
        kinds.values()
                .forEach(finding -> await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(book.openSubjects(finding)).isEmpty()));
    }

    private static String stage(PipelineFault.Kind kind) {
        return "sample." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void provesThatL1HasAnotherTree() {
        // given
        ForkWatch forks = forks();
        TreeHead first = publish(5);
        TreeHead second = publish(4);
        anchored.set(Optional.of(first));
        assertThat(ids(forks.look(HOUR))).isEmpty();
        anchored.set(Optional.of(second));
        assertThat(ids(forks.look(2 * HOUR))).isEmpty();

        // when
        TreeHash forged = node.log().leafHash(0);
        anchored.set(Optional.of(new TreeHead(first.size(), forged)));

        // then
        Finding fork = raised(forks.look(3 * HOUR)).getFirst();
        assertThat(fork.id()).isEqualTo("log-forked.5");
        JsonNode evidence =
                JsonMapper.builder().build().valueToTree(fork.evidence().json());
        assertThat(evidence.at("/claims/0/fault").asString()).isEqualTo("F10");
        assertThat(evidence.at("/parts/anchored/value/root").asString()).isEqualTo("0x" + hex(forged));
        assertThat(evidence.at("/parts/ownRoot").asString()).isEqualTo("0x" + hex(first.root()));
        assertThat(evidence.at("/parts/served/value/root").asString()).isEqualTo("0x" + hex(second.root()));
        assertThat(evidence.at("/parts/served/signature").asString()).hasSize(2 + 2 * 65);
        assertThat(evidence.at("/parts/nodes").size())
                .isEqualTo(node.log().consistency(first.size(), second.size()).size());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.bean(FindingBook.class).openSubjects(FindingKind.LOG_FORKED))
                        .as("raised by the watch that runs")
                        .containsExactly("5"));
    }

    @Test
    void tellsOfAWitnessThatHasAnotherTree() {
        // given
        ForkWatch forks = forks();
        TreeHead published = publish(3);
        assertThat(ids(forks.look(HOUR))).isEmpty();

        // when
        witness.pretend(
                AuditNode.ORIGIN, new TreeHead(published.size(), node.log().leafHash(0)));
        topics.send(Topic.BATCHES, 2);

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids(forks.look(2 * HOUR))).containsExactly("witness-contradicts.w1"));
        JsonNode evidence = JsonMapper.builder()
                .build()
                .valueToTree(raised(forks.look(2 * HOUR)).getFirst().evidence().json());
        assertThat(evidence.at("/parts/note").asString()).startsWith(AuditNode.ORIGIN + "\n");
        assertThat(evidence.at("/parts/asked/signature").asString()).hasSize(2 + 2 * 65);
        assertThat(evidence.at("/claims").isEmpty()).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.bean(FindingBook.class).openSubjects(FindingKind.LOG_STOPPED))
                        .as("nothing is published any more")
                        .containsExactly("publish"));
    }

    private static String hex(TreeHash hash) {
        return java.util.HexFormat.of().formatHex(hash.toArray());
    }
}
