package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.entries.PromiseForm;
import dev.candor.audit.entries.WrittenLog;
import dev.candor.audit.findings.BookOnPostgres;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.HonestBatch;
import dev.candor.audit.findings.rules.HonestRollup;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.SeenStatement;
import dev.candor.audit.ingest.KafkaTaken;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** All watching parts over a log and an L1 that a {@link HonestRollup} writes; database, index and book are the real ones. */
final class Watched implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    static final int MAX_SHOWN = 3;
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final HonestRollup honest;
    final BookOnPostgres on = new BookOnPostgres();
    final WorkRows rows = new WorkRows(on.jdbc, on.clock);
    final ShownRows shown;
    final ShownPromises promises;
    /** Everything that Kafka has is in the log, but while the test says otherwise. */
    final AtomicBoolean kafkaTaken = new AtomicBoolean(true);

    private final WrittenLog log;
    private final LogWatch logWatch;
    private final WorkLoop loop;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    /** Promises that are given and not published. */
    final Set<Seq> suppressed = new HashSet<>();

    private int arrivalsWritten;

    Watched(HonestRollup honest) {
        this.honest = honest;
        on.nowMillis.set(honest.coverage().nowSeconds() * 1_000);
        RollupIdentity identity = new RollupIdentity(
                HonestRollup.ID,
                honest.rollup.domain(),
                31_337,
                honest.rollup.domain().rollup(),
                "log.example.org/901901");
        WrittenL1 l1 = new WrittenL1(honest);
        FindingsProperties properties =
                new FindingsProperties("", Path.of(""), Duration.ofSeconds(120), GRACE, GRACE, GRACE);
        this.log = new WrittenLog(on.dataSource, identity);
        this.shown = new ShownRows(on.jdbc, identity, on.clock);
        Judges judges = new Judges(identity, l1, properties);
        Rebuilds rebuilds = new Rebuilds(log.lookups(), l1, identity);
        Deadlines deadlines = new Deadlines(log.lookups(), l1, l1, shown);
        SealedWork sealed = new SealedWork(
                log.reader(), log.lookups(), l1, l1, rebuilds, judges, rows, shown, properties, on.clock);
        this.promises = new ShownPromises(
                new PromiseForm(identity),
                shown,
                rows,
                log.lookups(),
                l1,
                judges,
                new ShownProperties(MAX_SHOWN, 0, 1, 1),
                new JdbcTransactionManager(on.dataSource),
                meters);
        this.logWatch = new LogWatch(log.lookups(), judges, rows, shown, on.book);
        this.loop = new WorkLoop(
                rows,
                sealed,
                new EntryWork(
                        log.reader(), log.lookups(), l1, l1, rebuilds, sealed, judges, rows, properties, on.clock),
                new PostWork(l1, l1, log.lookups(), sealed, rebuilds, deadlines, properties, on.clock),
                new ShownWork(shown, log.lookups(), l1, judges, rows, this::taken, properties, on.clock),
                new StandingWatch(l1, l1, log.lookups(), deadlines, judges, rows, List.of(), on.book, on.clock),
                judges,
                on.book,
                new JdbcTransactionManager(on.dataSource),
                on.clock,
                meters);
    }

    private Optional<KafkaTaken.Moment> taken() {
        return kafkaTaken.get()
                ? Optional.of(
                        new KafkaTaken.Moment(on.nowMillis.get(), log.lookups().indexedSize()))
                : Optional.empty();
    }

    /** The body of {@code POST /v1/promises}. */
    static Bytes body(Signed<InclusionPromise> promise) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("promise", members(promise));
        value.put("signature", promise.signature().toHex());
        return Bytes.wrap(JSON.writeValueAsBytes(value));
    }

    /** Writes arrivals and promises that are not in the log yet. */
    void logArrivals() {
        for (; arrivalsWritten < honest.lineSize(); arrivalsWritten++) {
            log.arrival(honest.value(new Seq(arrivalsWritten)));
            long seq = arrivalsWritten;
            honest.promises.stream()
                    .filter(promise -> promise.seq().value() == seq && !suppressed.contains(promise.seq()))
                    .forEach(this::log);
        }
    }

    void log(SeenPromise seen) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("rollupId", HonestRollup.ID.toString());
        value.put("generation", "0");
        value.put("promise", members(seen.promise()));
        value.put("signature", seen.promise().signature().toHex());
        value.put("rawTx", rawTx(seen.seq()));
        event(Topic.PROMISES, "PromiseIssued", value);
    }

    /** Bytes that claim to be an event of this name. */
    void logBytes(Topic topic, String name, byte[] bytes) {
        log.event(topic, name, bytes);
    }

    private String rawTx(Seq seq) {
        return ArrivalRecord.decode(honest.value(seq).readOnlyArray()).rawTx().toHex();
    }

    void logSealed(HonestBatch batch) {
        BatchHeader header = batch.seen().header();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("rollupId", HonestRollup.ID.toString());
        value.put("generation", header.generation().toString());
        value.put("header", members(batch.seen().signedHeader()));
        value.put("batchHash", header.digest(honest.rollup.domain()).toHex());
        value.put("headerSignature", batch.seen().signedHeader().signature().toHex());
        value.put("cutHash", header.cutHash(honest.rollup.domain()).toHex());
        value.put("cutSignature", batch.seen().cutSignature().toHex());
        value.put("beaconSignature", batch.seen().beaconSignature().toHex());
        event(Topic.BATCHES, "BatchSealed", value);
    }

    void logExecuted(HonestBatch batch) {
        SeenStatement statement = batch.statement();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("rollupId", HonestRollup.ID.toString());
        value.put("generation", statement.statement().generation().toString());
        value.put("number", statement.statement().number().toString());
        value.put("statement", members(statement.signed()));
        value.put(
                "executionHash",
                statement.statement().digest(honest.rollup.domain()).toHex());
        value.put("statementSignature", statement.signed().signature().toHex());
        value.put("outcomes", outcomes(statement).toHex());
        event(Topic.BATCHES, "BatchExecuted", value);
    }

    private static Bytes outcomes(SeenStatement statement) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (SeenStatement.OutcomeAt at : statement.outcomes()) {
            told.write(at.outcome().code());
            long gas = at.gasUsed();
            while (gas > 0x7f) {
                told.write((int) (gas & 0x7f | 0x80));
                gas >>>= 7;
            }
            told.write((int) gas);
        }
        return Bytes.wrap(told.toByteArray());
    }

    /** The log has all of it: arrivals, promises, header, statement. */
    void logWhole(HonestBatch batch) {
        logArrivals();
        logSealed(batch);
        logExecuted(batch);
    }

    static Object members(Signed<? extends SignedObject> signed) {
        Map<?, ?> form =
                (Map<?, ?>) Evidence.of().signed("it", signed).build().parts().get("it");
        return java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(form).get("value"));
    }

    private void event(Topic topic, String name, Map<String, Object> value) {
        log.event(topic, name, JSON.writeValueAsBytes(value));
    }

    /** Lets everything read to the end and judges what can be judged, which need not be all. */
    void read() {
        log.letRead(logWatch);
        loop.start();
    }

    /** Lets everything read to the end, and waits until nothing is left to judge. */
    void settle() {
        log.letRead(logWatch);
        loop.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(rows.size()).isZero());
    }

    /** As {@link #settle}, with time passing once everything that can be judged at once is judged. */
    void settleAfter(Duration pause) {
        log.letRead(logWatch);
        loop.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(rows.size()).isEqualTo(1));
        on.nowMillis.addAndGet(pause.toMillis());
        settle();
    }

    /** What work that was judged and has to wait waits for. */
    List<String> waiting() {
        return on.jdbc
                .sql("select waiting_for from finding_work where waiting_for is not null order by id")
                .query((row, index) -> row.getString(1))
                .list();
    }

    /** A second look at the time-bound things, which are looked at once a second. */
    void lookAgain() {
        on.nowMillis.addAndGet(2_000);
    }

    List<String> raised() {
        return on.jdbc
                .sql("select id from finding where state = 'RAISED' order by id")
                .query((row, index) -> row.getString(1))
                .list();
    }

    @Override
    public void close() {
        loop.stop();
    }
}
