package dev.candor.audit.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.Litewitness;
import dev.candor.tlog.PolicyVerdict;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness that is not ours cosigns our checkpoints, over HTTP and unchanged: without it nothing is published here. */
class LitewitnessTest {
    @TempDir
    private Path directory;

    private final String suffix = TestBroker.freshSuffix();

    @Test
    void cosignsEveryCheckpointOfTheLogAlsoAfterARestart() throws IOException {
        Optional<String> missing = Litewitness.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        String logKey = AuditNode.KEYS.verifierKeys().getFirst().print();

        try (Litewitness witness = Litewitness.start("witness.example/lite", line -> {});
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            // given
            witness.follow(AuditNode.ORIGIN, logKey);
            Path policy = Files.writeString(
                    directory.resolve("policy"),
                    "log %s\nwitness lite %s %s\nquorum lite\n"
                            .formatted(logKey, witness.verifierKey(), witness.url()));
            String database = AuditDatabase.url();
            topics.send(Topic.ARRIVALS, 300);

            // when
            PublishedCheckpoint first;
            try (AuditNode node = start(database, policy)) {
                first = published(node, 301);
            }
            topics.send(Topic.BATCHES, 40);
            try (AuditNode node = start(database, policy)) {
                PublishedCheckpoint second = published(node, 341);

                // then
                assertCosigned(first, policy);
                assertCosigned(second, policy);
                assertThat(second.size()).isGreaterThan(first.size());
            }
        }
    }

    private AuditNode start(String database, Path policy) {
        return AuditNode.start(
                directory,
                database,
                policy,
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix));
    }

    private static PublishedCheckpoint published(AuditNode node, long size) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> node.checkpoints().newestAtLeast(size), Optional::isPresent)
                .orElseThrow();
    }

    private static void assertCosigned(PublishedCheckpoint published, Path policy) throws IOException {
        SignedNote note = SignedNote.parse(published.note().toArray()).orThrow();
        TrustPolicy trust = TrustPolicy.parse(Files.readAllBytes(policy)).orThrow();
        assertThat(trust.evaluate(note)).isInstanceOfSatisfying(PolicyVerdict.Satisfied.class, satisfied -> {
            assertThat(satisfied.checkpoint().tree()).isEqualTo(published.head());
            assertThat(note.signatures()).hasSize(3);
        });
    }
}
