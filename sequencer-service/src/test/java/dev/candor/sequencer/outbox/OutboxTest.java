package dev.candor.sequencer.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.messaging.Outbox;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.ArrivalsNode;
import dev.candor.sequencer.arrivals.ReadEvents;
import dev.candor.sequencer.arrivals.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long AT_MILLIS = 1_795_370_400_750L;

    private final String database = SequencerDatabase.url();
    private final String events = "candor.test-" + UUID.randomUUID();
    private ArrivalsNode node;

    private record Fact(String rollupId, int value) {}

    @BeforeEach
    void start() {
        node = ArrivalsNode.start(database, TestBroker.bootstrapServers(), TestBroker.freshTopic());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void add(int value) {
        transaction().executeWithoutResult(status -> node.bean(Outbox.class).add(event(value)));
    }

    private Outbox.Event event(int value) {
        return new Outbox.Event(events, "BatchSealed", "sealed/0/" + value, AT_MILLIS, new Fact("901901", value));
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(node.bean(PlatformTransactionManager.class));
    }

    private List<ReadEvents.Event> published() {
        return ReadEvents.all(TestBroker.bootstrapServers(), events);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(value -> "sealed/0/" + value).toList();
    }

    private void awaitPublished(List<String> ids) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(published()).extracting(ReadEvents.Event::id).isEqualTo(ids));
    }

    @Test
    void sendsEventsInOrderAsBinaryCloudEvents() {
        IntStream.range(0, 20).forEach(this::add);

        awaitPublished(ids(0, 20));
        ReadEvents.Event first = published().getFirst();
        assertThat(first.key()).isEqualTo(Long.toString(TestProperties.ROLLUP_ID));
        assertThat(first.value().get("value").asInt()).isZero();
        assertThat(first.headers())
                .containsEntry("ce_type", "dev.candor.BatchSealed.v1")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_time", "2026-11-22T18:00:00.750Z")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void sendsNothingOfATransactionThatIsRolledBack() {
        transaction().executeWithoutResult(status -> {
            node.bean(Outbox.class).add(event(0));
            status.setRollbackOnly();
        });
        add(1);

        awaitPublished(ids(1, 2));
    }

    @Test
    void sendsAFactThatIsTakenTwiceOnce() {
        add(0);
        awaitPublished(ids(0, 1));
        add(0);
        add(1);

        awaitPublished(ids(0, 2));
    }

    @Test
    void goesOnAfterARestartAndSendsAgainWhatWasNotMarked() {
        IntStream.range(0, 3).forEach(this::add);
        awaitPublished(ids(0, 3));
        node.bean("outboxRelay", SmartLifecycle.class).stop();
        node.bean(JdbcClient.class)
                .sql("update outbox_event set sent_at_millis = null where event_id = 'sealed/0/2'")
                .update();
        add(3);
        node.close();

        start();

        awaitPublished(List.of("sealed/0/0", "sealed/0/1", "sealed/0/2", "sealed/0/2", "sealed/0/3"));
    }

    @Test
    void oneOfTwoProcessesRelays() {
        try (ArrivalsNode second =
                ArrivalsNode.start(database, TestBroker.bootstrapServers(), TestBroker.freshTopic())) {
            IntStream.range(0, 10).forEach(this::add);
            awaitPublished(ids(0, 10));
            node.close();
            new TransactionTemplate(second.bean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> second.bean(Outbox.class).add(event(10)));

            awaitPublished(ids(0, 11));
        }
    }
}
