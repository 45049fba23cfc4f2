package dev.candor.audit.findings;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.entries.GoldenEvents;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Generation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The book on a real database, with an outbox that keeps what it is given and a clock that the test moves. */
public final class BookOnPostgres {
    public final DataSource dataSource = AuditDatabase.migrated();
    public final JdbcClient jdbc = JdbcClient.create(dataSource);
    public final List<Outbox.Event> told = new ArrayList<>();
    public final AtomicLong nowMillis = new AtomicLong(1_795_370_500_000L);
    public final FindingBook book;
    public final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    public final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(nowMillis.get());
        }
    };
    final FindingRows rows = new FindingRows(jdbc);
    final MeterRegistry meters = new SimpleMeterRegistry();
    final JsonMapper json = JsonMapper.builder().build();
    final WebhookQueue webhook;
    private final FindingMetrics metrics = new FindingMetrics(meters);

    public BookOnPostgres() {
        this("", Path.of(""));
    }

    BookOnPostgres(String webhookUrl, Path secretFile) {
        this.webhook = new WebhookQueue(jdbc, json, properties(webhookUrl, secretFile), meters);
        this.book = again();
    }

    static FindingsProperties properties(String webhookUrl, Path secretFile) {
        Duration minute = Duration.ofMinutes(1);
        return new FindingsProperties(webhookUrl, secretFile, minute, minute, minute, minute);
    }

    /** As after a restart. */
    FindingBook again() {
        return new FindingBook(
                rows, this::remember, webhook, metrics, GoldenEvents.identity(), () -> Generation.ZERO, clock, json);
    }

    private void remember(Outbox.Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Expected events in the transaction of their cause, found none.");
        }
        told.add(event);
    }

    public void apply(Decision... decisions) {
        transactions.executeWithoutResult(status -> book.apply(List.of(decisions)));
    }

    public List<String> toldIds() {
        return told.stream().map(Outbox.Event::id).toList();
    }
}
