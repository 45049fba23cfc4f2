package dev.candor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPipelineTest {
    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();

    @Test
    void logsEveryRecordOnceUnderCosignedCheckpoints() {
        try (TestWitness first = new TestWitness("w1");
                TestWitness second = new TestWitness("w2");
                TestWitness third = new TestWitness("w3");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            Path policy = AuditNode.policy(directory, 2, first, second, third);

            // given
            topics.send(Topic.ARRIVALS, 700);
            topics.send(Topic.PROMISES, 300);

            // when
            try (AuditNode node = start(policy)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> node.checkpoints().newestAtLeast(1003).isPresent());
                topics.send(Topic.BATCHES, 30);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> node.checkpoints().newestAtLeast(1034).isPresent());

                // then
                List<LogEntry> entries = new ArrayList<>();
                while (entries.size() < node.log().integratedSize()) {
                    entries.addAll(node.log().entries(entries.size(), 500));
                }
                assertThat(entries).hasSize(1034);
                assertThat(offsets(entries, Topic.ARRIVALS)).isEqualTo(counting(700));
                assertThat(offsets(entries, Topic.PROMISES)).isEqualTo(counting(300));
                assertThat(offsets(entries, Topic.BATCHES)).isEqualTo(counting(30));
                assertThat(entries)
                        .filteredOn(entry -> entry.topic() == Topic.COVERAGE)
                        .allMatch(entry -> Coverage.isAt(entry.index()))
                        .hasSize(4);
                LogEntry promise = entries.stream()
                        .filter(entry -> entry.topic() == Topic.PROMISES)
                        .findFirst()
                        .orElseThrow();
                assertThat(promise.event().slice(0, 31))
                        .isEqualTo(
                                Bytes.wrap(("\u001edev.candor.PromisesHappened.v1").getBytes(StandardCharsets.UTF_8)));
                assertThat(node.log().indexOf(Topic.BATCHES, 0, 29)).isPresent();
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

    private static List<Long> offsets(List<LogEntry> entries, Topic topic) {
        return entries.stream()
                .filter(entry -> entry.topic() == topic)
                .map(LogEntry::offset)
                .toList();
    }

    private static List<Long> counting(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
