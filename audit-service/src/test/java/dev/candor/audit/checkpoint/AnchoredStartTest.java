package dev.candor.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.anchor.AnchorL1;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.DevAccounts;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;

/** The start of a log whose checkpoints a real AuditAnchor has; no witness is there to help. */
class AnchoredStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();
    private final String database = AuditDatabase.url();
    private AnchorL1 l1;
    private TestTopics topics;

    @BeforeEach
    void open() {
        l1 = AnchorL1.start();
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
    }

    @AfterEach
    void close() {
        topics.close();
        l1.close();
    }

    @Test
    void refusesToSignOnAnOlderBackupThanTheNewestAnchor() throws IOException {
        // given: a backup of size 20, and 40 anchored after it
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            anchored(node, 20);
        }
        String backup = AuditDatabase.copyOf(database);
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            anchored(node, 40);
        }

        // when
        try (AuditNode restored = start(backup)) {
            StageFaults faults = restored.bean(StageFaults.class);
            await().atMost(PATIENCE).until(() -> faults.of("publish").isPresent());

            // then
            assertThat(faults.of("publish").orElseThrow().kind()).isEqualTo(PipelineFault.Kind.BEHIND);
            assertThat(faults.of("publish").orElseThrow().message())
                    .contains("Expected the anchor on L1 to be of at most size 20")
                    .contains("found size 40")
                    .contains("Nothing was signed")
                    .contains("docs/runbooks/log-behind.md");
            assertThat(health(restored).getStatus().getCode()).isEqualTo("DOWN");
            assertThat(restored.checkpoints().newest().orElseThrow().size()).isEqualTo(20);
            assertThat(restored.bean(SigningRecord.class).newest().orElseThrow().size())
                    .isEqualTo(20);
        }

        // then: the newest database goes on
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            anchored(node, 60);
        }
    }

    @Test
    void waitsForL1BeforeTheFirstSignatureAndGoesOnWhenItAnswers() throws IOException {
        // given
        topics.send(Topic.ARRIVALS, 20);
        try (AuditNode node = start(database)) {
            anchored(node, 20);
        }
        l1.anvil().pause();
        topics.send(Topic.ARRIVALS, 20);

        // when
        try (AuditNode node = start(database)) {
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 40);
            await().atMost(PATIENCE).until(() -> trouble(node).contains("newestAnchor"));

            // then
            assertThat(health(node).getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
            assertThat(node.bean(StageFaults.class).of("publish")).isEmpty();
            assertThat(node.bean(SigningRecord.class).newest().map(TreeHead::size))
                    .isEqualTo(Optional.of(20L));

            // when
            l1.anvil().resume();

            // then
            anchored(node, 40);
        }
    }

    private void anchored(AuditNode node, long size) {
        await().atMost(PATIENCE)
                .until(() -> node.bean(NewestAnchor.class)
                                .newest()
                                .map(TreeHead::size)
                                .orElse(0L)
                        == size);
    }

    private static String trouble(AuditNode node) {
        return String.valueOf(health(node).getDetails().get("trouble"));
    }

    private static Health health(AuditNode node) {
        return node.bean(PublicationStage.class).health();
    }

    private AuditNode start(String url) throws IOException {
        Path account = Files.writeString(
                directory.resolve("anchor-key"), DevAccounts.ALL.get(4).privateKey());
        Map<String, String> settings = new HashMap<>(l1.settings(directory));
        settings.put("spring.kafka.bootstrap-servers", TestBroker.bootstrapServers());
        settings.put("candor.ingest.topic-suffix", suffix);
        settings.put("candor.l1.request-timeout", "1s");
        settings.put("candor.l1.poll-interval", "50ms");
        settings.put("candor.anchor.contract-address", l1.contracts().auditAnchor());
        settings.put("candor.anchor.interval", "200ms");
        settings.put("candor.keys.anchor-key-file", account.toString());
        return AuditNode.start(directory, url, directory, settings);
    }
}
