package dev.candor.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();
    private final String database = AuditDatabase.url();
    private TestTopics topics;

    @BeforeEach
    void open() {
        topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void goesOnWithTheSuccessorOfALineThatLostItsTail() {
        // given
        String line = topics.name(Topic.ARRIVALS);
        for (int seq = 0; seq < 10; seq++) {
            topics.send(Topic.ARRIVALS, line, "arrival " + seq);
        }
        try (AuditNode node = start()) {
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 10);

            // when
            topics.delete(line);
            String successor = line + ".7";
            for (int seq = 7; seq < 13; seq++) {
                topics.send(Topic.ARRIVALS, successor, "arrival " + seq);
            }

            // then
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 13);
            assertThat(node.bean(StageFaults.class).all()).isEmpty();
            assertThat(node.log().entries(0, 20))
                    .extracting(entry ->
                            entry.offset() + " " + new String(entry.event().toArray(), StandardCharsets.UTF_8))
                    .containsExactly(
                            "0 arrival 0",
                            "1 arrival 1",
                            "2 arrival 2",
                            "3 arrival 3",
                            "4 arrival 4",
                            "5 arrival 5",
                            "6 arrival 6",
                            "7 arrival 7",
                            "8 arrival 8",
                            "9 arrival 9",
                            "10 arrival 10",
                            "11 arrival 11",
                            "12 arrival 12");
        }
    }

    @Test
    void stopsWhenASuccessorHasOtherBytesAtALoggedNumber() {
        // given
        String line = topics.name(Topic.ARRIVALS);
        for (int seq = 0; seq < 10; seq++) {
            topics.send(Topic.ARRIVALS, line, "arrival " + seq);
        }
        try (AuditNode node = start()) {
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 10);

            // when
            for (int seq = 7; seq < 13; seq++) {
                topics.send(Topic.ARRIVALS, line + ".7", seq == 8 ? "another" : "arrival " + seq);
            }

            // then
            StageFaults.StageFault fault = awaitFault(node);
            assertThat(fault.kind()).isEqualTo(PipelineFault.Kind.CHANGED);
            assertThat(fault.message()).contains("to repeat arrival 8 as it was logged (entry 8)");
            assertThat(node.log().integratedSize()).isEqualTo(10);
            assertThat(node.bean(IngestStage.class).health().getStatus().getCode())
                    .isEqualTo("DOWN");
        }
    }

    @Test
    void stopsWhenATopicWasMadeAnew() {
        // given
        topics.send(Topic.BATCHES, 5);
        try (AuditNode node = start()) {
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 5);
        }

        // when
        topics.delete(topics.name(Topic.BATCHES));
        topics.send(Topic.BATCHES, 9);

        // then
        try (AuditNode node = start()) {
            assertThat(awaitFault(node).kind()).isEqualTo(PipelineFault.Kind.REPLACED);
        }
    }

    @Test
    void stopsAtAnOffsetThatIsMissing() {
        // given
        topics.send(Topic.PROMISES, 5);
        topics.sendInTransaction(Topic.PROMISES, 2);
        topics.send(Topic.PROMISES, 1);

        // when
        try (AuditNode node = start()) {
            // then
            StageFaults.StageFault fault = awaitFault(node);
            assertThat(fault.kind()).isEqualTo(PipelineFault.Kind.GAP);
            assertThat(fault.message()).contains("Expected offset 7 of").contains("found 8");
        }
    }

    @Test
    void saysThatATopicIsGone() {
        // given
        topics.send(Topic.BATCHES, 5);
        try (AuditNode node = start()) {
            await().atMost(PATIENCE).until(() -> node.log().integratedSize() == 5);

            // when
            topics.delete(topics.name(Topic.BATCHES));

            // then
            StageFaults.StageFault fault = awaitFault(node);
            assertThat(fault.kind()).isEqualTo(PipelineFault.Kind.REWOUND);
            assertThat(fault.message()).contains("to show 5 records, which are logged, found no such topic");
        }
    }

    private static StageFaults.StageFault awaitFault(AuditNode node) {
        StageFaults faults = node.bean(StageFaults.class);
        await().atMost(PATIENCE).until(() -> faults.of("ingest").isPresent());
        return faults.of("ingest").orElseThrow();
    }

    private AuditNode start() {
        return AuditNode.start(
                directory,
                database,
                AuditNode.policy(directory, 0),
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        suffix,
                        "candor.ingest.rewound-after",
                        "1s"));
    }
}
