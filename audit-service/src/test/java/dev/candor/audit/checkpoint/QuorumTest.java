package dev.candor.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.Topic;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class QuorumTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();
    private final String database = AuditDatabase.url();
    private TestWitness first;
    private TestWitness second;
    private TestWitness third;
    private TestTopics topics;
    private Path policy;

    @BeforeEach
    void open() {
        first = new TestWitness("w1");
        second = new TestWitness("w2");
        third = new TestWitness("w3");
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
        policy = AuditNode.policy(directory, 2, first, second, third);
    }

    @AfterEach
    void close() {
        topics.close();
        first.close();
        second.close();
        third.close();
    }

    @Test
    void publishesNothingWithoutAQuorumAndGoesOnTakingEntries() {
        // given
        topics.send(Topic.ARRIVALS, 10);
        try (AuditNode node = start(database)) {
            published(node, 10);

            // when
            first.failWith(500);
            second.failWith(404);
            topics.send(Topic.ARRIVALS, 10);

            // then
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 20);
            await().atMost(PATIENCE)
                    .until(() -> node.bean(PublicationStage.class)
                            .health()
                            .getDetails()
                            .containsKey("waiting"));
            assertThat(node.checkpoints().newest().orElseThrow().size()).isEqualTo(10);
            topics.send(Topic.ARRIVALS, 10);
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 30);

            // when
            second.failWith(0);

            // then
            published(node, 30);
        }
    }

    @Test
    void addsACosignatureThatComesAfterTheQuorum() {
        // given
        topics.send(Topic.ARRIVALS, 5);
        try (AuditNode node = start(database)) {
            published(node, 5);

            // when
            third.hold();
            topics.send(Topic.ARRIVALS, 5);
            published(node, 10);

            // then
            int lines = lines(node);
            third.resume();
            await().atMost(PATIENCE).until(() -> lines(node) == lines + 1);
            assertThat(lines).isEqualTo(4);
        }
    }

    @Test
    void goesOnAfterAStopWithWhatItSigned() {
        // given
        topics.send(Topic.ARRIVALS, 300);
        try (AuditNode node = start(database)) {
            published(node, 301);
        }

        // when
        topics.send(Topic.ARRIVALS, 300);
        try (AuditNode node = start(database)) {
            // then
            published(node, 602);
        }
    }

    @Test
    void refusesToSignOnADatabaseThatWasRestoredFromAnOlderBackup() {
        // given
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            published(node, 20);
        }
        String backup = AuditDatabase.copyOf(database);
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            published(node, 40);
        }

        // when
        try (AuditNode restored = start(backup)) {
            StageFaults faults = restored.bean(StageFaults.class);
            await().atMost(PATIENCE).until(() -> faults.of("publish").isPresent());

            // then
            assertThat(faults.of("publish").orElseThrow().kind()).isEqualTo(PipelineFault.Kind.BEHIND);
            assertThat(faults.of("publish").orElseThrow().message())
                    .contains("to have cosigned at most size 20 of this log, found that it says 40")
                    .contains("Nothing was signed")
                    .contains("docs/runbooks/log-behind.md");
            assertThat(restored.bean(PublicationStage.class)
                            .health()
                            .getStatus()
                            .getCode())
                    .isEqualTo("DOWN");
            assertThat(restored.checkpoints().newest().orElseThrow().size()).isEqualTo(20);
        }
    }

    @Test
    void refusesToSignOnAnEmptyDatabaseOfALogThatWitnessesKnow() {
        // given
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            published(node, 20);
        }

        // when
        try (AuditNode fresh = start(AuditDatabase.url())) {
            // then
            StageFaults faults = fresh.bean(StageFaults.class);
            await().atMost(PATIENCE).until(() -> faults.of("publish").isPresent());
            assertThat(faults.of("publish").orElseThrow().kind()).isEqualTo(PipelineFault.Kind.BEHIND);
        }
    }

    @Test
    void signsNothingWhileOneWitnessClaimsMoreAndGoesOnWhenItDoesNotAnyMore() {
        // given
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            published(node, 20);
        }
        TreeHead claimed = new TreeHead(77, TreeHash.ofLeaf(new byte[] {7}));
        second.pretend(AuditNode.ORIGIN, claimed);

        // when
        try (AuditNode node = start(database)) {
            topics.send(Topic.ARRIVALS, 20);
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 40);
            await().atMost(PATIENCE).until(() -> waiting(node).contains("Nothing is signed while w2 stands to it"));

            // then
            assertThat(waiting(node)).contains("to have cosigned at most size 20 of this log, found that it says 77");
            assertThat(node.bean(StageFaults.class).of("publish")).isEmpty();
            assertThat(health(node).getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
            assertThat(node.checkpoints().newest().orElseThrow().size()).isEqualTo(20);
            assertThat(jdbc(database).queryForObject("select max(size) from checkpoint_signing", Long.class))
                    .isEqualTo(20);

            // when
            second.pretend(AuditNode.ORIGIN, node.log().head(20));

            // then
            published(node, 40);
        }
    }

    @Test
    void doesNotBelieveTheClaimOfAWitnessThatTheOperatorNamed() {
        // given
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            published(node, 20);
        }
        second.pretend(AuditNode.ORIGIN, new TreeHead(77, TreeHash.ofLeaf(new byte[] {7})));
        topics.send(Topic.ARRIVALS, 20);

        // when
        try (AuditNode node = start(database, Map.of("candor.checkpoint.disbelieved-witnesses", "w2"))) {
            // then
            published(node, 40);
        }
    }

    private static String waiting(AuditNode node) {
        return String.valueOf(health(node).getDetails().get("waiting"));
    }

    private static Health health(AuditNode node) {
        return node.bean(PublicationStage.class).health();
    }

    @Test
    void signsNothingOverStoredBytesThatChanged() {
        // given
        topics.send(Topic.ARRIVALS, 300);
        try (AuditNode node = start(database)) {
            published(node, 301);
        }
        jdbc(database)
                .update(
                        "update tile set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where level = -1 and width < 256");

        // when
        try (AuditNode node = start(database)) {
            // then
            StageFaults faults = node.bean(StageFaults.class);
            await().atMost(PATIENCE).until(() -> faults.of("publish").isPresent());
            assertThat(faults.of("publish").orElseThrow().kind()).isEqualTo(PipelineFault.Kind.STORED_BYTES);
        }
    }

    private static void published(AuditNode node, long size) {
        await().atMost(PATIENCE)
                .until(() -> node.checkpoints().newestAtLeast(size).isPresent());
    }

    private static int lines(AuditNode node) {
        byte[] note = node.checkpoints().newest().orElseThrow().note().toArray();
        return SignedNote.parse(note).orThrow().signatures().size();
    }

    private AuditNode start(String url) {
        return start(url, Map.of());
    }

    private AuditNode start(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("spring.kafka.bootstrap-servers", TestBroker.bootstrapServers());
        settings.put("candor.ingest.topic-suffix", suffix);
        settings.put("candor.checkpoint.quorum-timeout", "1s");
        settings.put("candor.witness.longest-pause", "300ms");
        return AuditNode.start(directory, url, policy, settings);
    }

    private static JdbcTemplate jdbc(String url) {
        return new JdbcTemplate(new DriverManagerDataSource(url));
    }
}
