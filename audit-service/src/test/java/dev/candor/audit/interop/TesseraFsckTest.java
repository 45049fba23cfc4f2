package dev.candor.audit.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.GoProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checker that is not ours, transparency-dev's fsck unmodified, walks our log's checkpoint, tiles and bundles over HTTP. */
class TesseraFsckTest {
    private static final GoProgram FSCK =
            new GoProgram("fsck", "github.com/transparency-dev/tessera/cmd/fsck", "v1.0.4");

    @TempDir
    private Path directory;

    private final String suffix = TestBroker.freshSuffix();

    @Test
    void findsNothingWrongWithFullAndPartialTiles() throws IOException, InterruptedException {
        assumeTrue(GoProgram.hasGo(), "Expected a recent Go on the PATH to build fsck with, found none.");

        try (TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            // given: two full tiles of leaves and a partial one
            topics.send(Topic.ARRIVALS, 600);
            Path policy = AuditNode.policy(directory, 1, witness);
            try (AuditNode node = start(policy)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> node.checkpoints().newestAtLeast(602).isPresent());

                // when
                String said = fsck(
                        node.url() + "/log/" + AuditNode.ROLLUP_ID + "/",
                        AuditNode.KEYS.verifierKeys().getFirst().print());

                // then: its exit code is 0 whatever it finds
                assertThat(said)
                        .contains("Successfully fsck'd log with size 602")
                        .doesNotContain("fsck failed");
            }
        }
    }

    @Test
    void doesNotTakeALogOfAnotherKey() throws IOException, InterruptedException {
        assumeTrue(GoProgram.hasGo(), "Expected a recent Go on the PATH to build fsck with, found none.");

        try (TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            topics.send(Topic.ARRIVALS, 3);
            Path policy = AuditNode.policy(directory, 1, witness);
            try (AuditNode node = start(policy)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> node.checkpoints().newestAtLeast(3).isPresent());

                String said = fsck(
                        node.url() + "/log/" + AuditNode.ROLLUP_ID + "/",
                        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

                assertThat(said).contains("fsck failed").doesNotContain("Successfully");
            }
        }
    }

    private AuditNode start(Path policy) {
        return AuditNode.start(
                directory,
                AuditDatabase.url(),
                policy,
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix));
    }

    private String fsck(String logUrl, String verifierKey) throws IOException, InterruptedException {
        Path key = Files.writeString(directory.resolve("log.vkey"), verifierKey);
        Path output = directory.resolve("fsck.log");
        Process fsck = new ProcessBuilder(
                        FSCK.installed(line -> {}).toString(),
                        "--storage_url=" + logUrl,
                        "--public_key=" + key,
                        "--origin=" + AuditNode.ORIGIN,
                        "--ui=false",
                        "--logtostderr")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(fsck.waitFor(60, TimeUnit.SECONDS)).as("fsck ends").isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
