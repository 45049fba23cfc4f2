package dev.candor.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.FailingStorage;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.TileStore;
import dev.candor.audit.log.Topic;
import dev.candor.tlog.TileResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Every write of every stage × {lost, landed but reported failed}: the stage goes on from what is stored, and afterwards
 * there is no fork, no gap, and each offset once.
 */
class StorageFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES_OF_A_ROUND = 3;
    private static final int RECORDS_AT_ONCE = 90;

    @TempDir
    Path directory;

    private final String suffix = TestBroker.freshSuffix();

    @Test
    void survivesEveryFailedWriteOfTheDatabase() {
        FailingStorage storage = new FailingStorage();
        try (TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
                AuditNode node = start(witness, Map.of(), storage)) {
            // given
            int sent = 0;
            int faults = 0;
            for (String stage : new String[] {"stage-ingest", "stage-integrate", "stage-publish", "witness-"}) {
                for (FailingStorage.Mode mode : FailingStorage.Mode.values()) {
                    for (int nth = 1; nth <= WRITES_OF_A_ROUND; nth++) {
                        // when
                        storage.arm(stage, mode, nth);
                        faults++;
                        while (storage.fired() < faults) {
                            topics.send(Topic.ARRIVALS, RECORDS_AT_ONCE);
                            sent += RECORDS_AT_ONCE;
                            published(node, sent);
                        }
                        // then
                        published(node, sent);
                    }
                }
            }
            assertClean(node, sent);
        }
    }

    @Test
    void survivesEveryFailedWriteOfFiles() {
        AtomicInteger puts = new AtomicInteger();
        BeanPostProcessor wrapping = new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof TileStore store ? new FailingFiles(store, puts) : bean;
            }
        };
        Map<String, String> files = Map.of(
                "candor.tiles.store",
                "files",
                "candor.tiles.directory",
                directory.resolve("tiles").toString());
        try (TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix);
                AuditNode node = start(witness, files, wrapping)) {
            int sent = 0;
            while (puts.get() < 4 * FailingFiles.PERIOD) {
                topics.send(Topic.ARRIVALS, RECORDS_AT_ONCE);
                sent += RECORDS_AT_ONCE;
                published(node, sent);
            }
            assertClean(node, sent);
        }
    }

    /** Of each four calls one is lost, one lands in half, one lands and is reported as failed, one succeeds. */
    private record FailingFiles(TileStore store, AtomicInteger puts) implements TileStore {
        static final int PERIOD = 4;

        @Override
        public Optional<byte[]> read(TileResource resource) {
            return store.read(resource);
        }

        @Override
        public Map<TileResource, byte[]> readAll(Collection<? extends TileResource> resources) {
            return store.readAll(resources);
        }

        @Override
        public void put(Map<? extends TileResource, byte[]> resources) {
            int turn = puts.getAndIncrement() % PERIOD;
            if (turn == 1) {
                Map<TileResource, byte[]> half = new HashMap<>();
                resources.forEach((resource, bytes) -> {
                    if (half.size() < resources.size() / 2) {
                        half.put(resource, bytes);
                    }
                });
                store.put(half);
            } else if (turn > 1) {
                store.put(resources);
            }
            if (turn < PERIOD - 1) {
                throw new UncheckedIOException(new IOException("injected"));
            }
        }

        @Override
        public void dropPartials(Collection<? extends TileResource> full) {
            store.dropPartials(full);
        }
    }

    private static void published(AuditNode node, long records) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(node.bean(StageFaults.class).all()).isEmpty();
            assertThat(node.checkpoints().newestAtLeast(records + records / 255))
                    .isPresent();
        });
    }

    private static void assertClean(AuditNode node, int sent) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int status = Fsck.run(
                new PrintStream(words, true, StandardCharsets.UTF_8),
                "--url",
                node.url().toString());
        assertThat(words.toString(StandardCharsets.UTF_8))
                .contains("partition 0: offsets 0 to %d, each once".formatted(sent - 1))
                .contains("fsck: clean");
        assertThat(status).isZero();
    }

    private AuditNode start(TestWitness witness, Map<String, String> more, BeanPostProcessor wrapping) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("spring.kafka.bootstrap-servers", TestBroker.bootstrapServers());
        settings.put("candor.ingest.topic-suffix", suffix);
        settings.put("candor.witness.longest-pause", "300ms");
        return AuditNode.start(
                directory, AuditDatabase.url(), AuditNode.policy(directory, 1, witness), settings, wrapping);
    }
}
