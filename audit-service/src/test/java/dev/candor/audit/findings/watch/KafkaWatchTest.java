package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.log.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log held against a real Kafka: as it was logged, rewritten, and put right again. */
class KafkaWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LARGE_BYTES = 70_000;

    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();
    private TestTopics topics;
    private AuditNode node;

    @BeforeEach
    void start() {
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
        node = AuditNode.start(
                directory,
                AuditDatabase.url(),
                AuditNode.policy(directory, 0),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix,
                        "candor.kafka-samples.every",
                        "100ms"));
    }

    @AfterEach
    void stop() {
        node.close();
        topics.close();
    }

    private double compared() {
        return node.bean(MeterRegistry.class)
                .counter("candor.audit.kafka.compared")
                .count();
    }

    private List<String> differing() {
        return node.bean(FindingBook.class).openSubjects(FindingKind.KAFKA_NOT_AS_LOGGED);
    }

    @Test
    void findsNothingWhileKafkaHasWhatIsLogged() {
        topics.send(Topic.ARRIVALS, 300);
        topics.send(Topic.BATCHES, 5);
        topics.sendEvent(Topic.PROMISES, "dev.candor.Large.v1", new byte[LARGE_BYTES]);

        await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 307);
        double before = compared();
        await().atMost(PATIENCE).until(() -> compared() > before + 500);

        assertThat(differing()).isEmpty();
        assertThat(node.bean(MeterRegistry.class)
                        .counter("candor.audit.kafka.differing")
                        .count())
                .isZero();
    }

    @Test
    void findsOtherBytesAtALoggedOffsetAndTakesItBackWhenTheTopicIsRestored() {
        // given
        topics.send(Topic.BATCHES, 8);
        await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 8);

        // when
        rewrite("forged");

        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(differing()).containsExactly("3.0.5"));

        // when
        rewrite("BATCHES 5");

        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(differing()).isEmpty());
    }

    /** The topic made anew, with this at offset 5. */
    private void rewrite(String fifth) {
        String name = topics.name(Topic.BATCHES);
        topics.delete(name);
        for (int offset = 0; offset < 8; offset++) {
            topics.send(Topic.BATCHES, name, offset == 5 ? fifth : "BATCHES " + offset);
        }
    }
}
