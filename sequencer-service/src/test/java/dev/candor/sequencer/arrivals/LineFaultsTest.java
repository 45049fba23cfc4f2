package dev.candor.sequencer.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.leadership.Term;
import dev.candor.localservers.LocalKafka;
import dev.candor.localservers.LocalPostgres;
import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.types.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The writes of a promise (record, row) × what can happen to them. After each fault the same things hold: no promise is
 * broken, no number is given twice, every number has a row, and topics and table agree.
 */
class LineFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int CALLERS = 4;
    private static final int SOME = 60;

    private static LocalKafka kafka;
    private static LocalPostgres postgres;

    private final String topic = TestBroker.freshTopic();
    private final SignedTransactions transactions = new SignedTransactions();
    private ArrivalsNode node;

    @BeforeAll
    static void startServers() {
        kafka = LocalKafka.start();
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stopServers() {
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void startNode() {
        String database =
                postgres.createDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
        node = ArrivalsNode.start(database, kafka.bootstrapServers(), topic);
        await().atMost(SOON).until(node.promises()::accepting);
    }

    @AfterEach
    void stopNode() {
        if (!kafka.isRunning()) {
            kafka.restart();
        }
        if (!postgres.isRunning()) {
            postgres.restart();
        }
        node.close();
    }

    @Test
    void aKilledBrokerBreaksNoPromise() throws Exception {
        try (PromiseLoad load = PromiseLoad.on(node.promises(), CALLERS)) {
            await().atMost(SOON).until(() -> load.issuedCount() > SOME);
            kafka.kill();
            await().atMost(SOON).until(() -> load.refusedCount() > 0);
            kafka.restart();
            int before = load.issuedCount();
            await().atMost(SOON).until(() -> load.issuedCount() > before + SOME);
            load.close();
            requireWholeLine(load.issued());
        }
    }

    @Test
    void aKilledDatabaseBreaksNoPromise() throws Exception {
        try (PromiseLoad load = PromiseLoad.on(node.promises(), CALLERS)) {
            await().atMost(SOON).until(() -> load.issuedCount() > SOME);
            postgres.kill();
            await().atMost(SOON).until(() -> load.refusedCount() > 0);
            postgres.restart();
            int before = load.issuedCount();
            await().atMost(SOON).until(() -> load.issuedCount() > before + SOME);
            load.close();
            requireWholeLine(load.issued());
        }
    }

    @Test
    void aLostTailIsRefilledFromTheTableAndTheLineGoesOn() throws Exception {
        List<IssuedPromise> promised = promise(SOME);
        appendWithoutRow(transactions.next());
        kafka.kill();
        loseTailOf(topic);
        kafka.restart();

        IssuedPromise next = promiseAgain();

        assertThat(next.promise().seq().value()).isGreaterThanOrEqualTo(SOME);
        promised.forEach(promise ->
                assertThat(node.promises().find(promise.promise().seq())).contains(promise));
        List<Segment> segments = node.bean(SegmentTable.class).all();
        assertThat(segments).hasSize(2);
        assertThat(segments.getFirst().endSeq()).hasValue(segments.getLast().baseSeq());
        assertThat(segments.getLast().baseSeq()).isBetween(0L, (long) SOME - 1);
        requireWholeLine(promised);
    }

    @Test
    void aLostTailUnderLoadBreaksNoPromise() throws Exception {
        List<Long> seen = new CopyOnWriteArrayList<>();
        node.feed()
                .subscribe(
                        Seq.ZERO,
                        arrivals -> arrivals.forEach(
                                arrival -> seen.add(arrival.seq().value())));
        try (PromiseLoad load = PromiseLoad.on(node.promises(), CALLERS)) {
            await().atMost(SOON).until(() -> load.issuedCount() > SOME);
            kafka.kill();
            loseTailOf(topic);
            kafka.restart();
            int before = load.issuedCount();
            await().atMost(SOON).until(() -> load.issuedCount() > before + SOME);
            load.close();
            requireWholeLine(load.issued());
        }
        long end = node.feed().end().value();
        await().atMost(SOON).until(() -> seen.size() >= end);
        assertThat(seen.subList(0, (int) end))
                .containsExactlyElementsOf(LongStream.range(0, end).boxed().toList());
    }

    @Test
    void aTopicThatIsGoneIsReplacedFromItsBeginning() throws Exception {
        List<IssuedPromise> promised = promise(SOME);
        try (Admin admin = node.bean(KafkaClients.class).admin("test")) {
            admin.deleteTopics(List.of(topic)).all().get();
        }

        promiseAgain();

        assertThat(node.bean(SegmentTable.class).all())
                .extracting(Segment::baseSeq)
                .containsExactly(0L, 0L);
        requireWholeLine(promised);
    }

    @Test
    void anotherTransactionAtARecordedNumberIsNeverSignedAndTheLineIsRepaired() {
        List<IssuedPromise> promised = promise(SOME);
        PromiseRow row = PromiseRow.promised(SOME, transactions.next());
        insert(row);

        PromiseOutcome outcome = node.promises().promise(transactions.next()).join();

        assertThat(outcome).isInstanceOf(PromiseOutcome.NotIssued.class);
        promiseAgain();
        assertThat(node.promises().find(new Seq(SOME)).orElseThrow().promise().txHash())
                .isEqualTo(row.txHash());
        requireWholeLine(promised);
    }

    @Test
    void aCommitThatWentThroughThoughReportedFailedIsPromised() {
        promise(3);
        AdmittedTransaction transaction = transactions.next();
        insert(PromiseRow.promised(3, transaction));

        IssuedPromise promise = PromisesTest.issued(node.promises().promise(transaction));

        assertThat(promise.promise().seq()).isEqualTo(new Seq(3));
        requireWholeLine(List.of(promise));
    }

    @Test
    void aRowThatTheOrdererFilledInIsNotPromised() {
        promise(3);
        AdmittedTransaction transaction = transactions.next();
        PromiseRow row = PromiseRow.promised(3, transaction);
        node.bean(PromiseTable.class).fillIn(List.of(row));

        assertThat(node.promises().promise(transaction).join()).isInstanceOf(PromiseOutcome.NotIssued.class);
        assertThat(node.promises().find(new Seq(3))).isEmpty();
        assertThat(promise(1).getFirst().promise().seq()).isEqualTo(new Seq(4));
    }

    @Test
    void aRecordWhoseIntakeDiedIsFilledInUnpromisedAndGarbageBecomesEmpty() throws Exception {
        promise(3);
        AdmittedTransaction orphan = transactions.next();
        appendWithoutRow(orphan);
        append(topic, "no arrival".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        IssuedPromise after = promise(1).getFirst();

        List<ArrivalRow> rows = await().atMost(SOON).until(() -> committed(0), found -> found.size() == 6);

        assertThat(rows.get(3).txHash()).isEqualTo(orphan.transaction().hash());
        assertThat(rows.get(4)).isEqualTo(PromiseRow.empty(4).toArrivalRow());
        assertThat(after.promise().seq()).isEqualTo(new Seq(5));
        assertThat(node.promises().find(orphan.transaction().hash())).isEmpty();
        requireWholeLine(List.of(after));
    }

    @Test
    void whatIsCommittedCanBeCutWhileTheBrokerIsAway() {
        promise(10);
        kafka.kill();

        assertThat(committed(0)).hasSize(10);
    }

    private List<ArrivalRow> committed(long from) {
        Term term = await().atMost(SOON)
                .until(() -> node.leadership().current(), java.util.Optional::isPresent)
                .orElseThrow();
        return node.rows().committed(term, new Seq(from), 100_000);
    }

    private List<IssuedPromise> promise(int count) {
        return transactions.next(count).stream().map(node.promises()::promise).toList().stream()
                .map(PromisesTest::issued)
                .toList();
    }

    /** Sends until a promise is given. */
    private IssuedPromise promiseAgain() {
        PromiseOutcome outcome = await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> node.promises().promise(transactions.next()).join(),
                        PromiseOutcome.Issued.class::isInstance);
        return ((PromiseOutcome.Issued) outcome).promise();
    }

    private void insert(PromiseRow row) {
        node.bean(PromiseTable.class).fillIn(List.of(row));
        node.jdbc()
                .sql("update promise set filled_in = false where seq = :seq")
                .param("seq", row.seq())
                .update();
    }

    private void appendWithoutRow(AdmittedTransaction transaction) throws Exception {
        append(
                topic,
                new ArrivalRecord(
                                transaction.receivedAtMillis(),
                                transaction.includeBy(),
                                transaction.policyHash(),
                                transaction.rawTx())
                        .encode());
    }

    private void append(String to, byte[] value) throws Exception {
        try (Producer<byte[], byte[]> producer = node.bean(KafkaClients.class).producer("test", Map.of())) {
            producer.send(new ProducerRecord<>(to, 0, null, value)).get();
        }
    }

    /** The second half of the segment's file is gone. */
    private static void loseTailOf(String lost) throws IOException {
        Path segment = kafka.partitionDirectory(lost, 0).resolve("00000000000000000000.log");
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** All numbers have rows, all records of all topics agree with them, and every promise given is the row's. */
    private void requireWholeLine(List<IssuedPromise> promised) {
        long end = await().atMost(SOON)
                .until(() -> node.feed().end().value(), fed -> committed(0).size() == fed);
        List<PromiseRow> rows = node.bean(PromiseTable.class).existing(0, end, (int) end);
        assertThat(rows).hasSize((int) end);
        Set<Long> numbers = new HashSet<>();
        for (IssuedPromise promise : promised) {
            PromiseRow row = rows.get((int) promise.promise().seq().value());
            assertThat(numbers.add(row.seq())).isTrue();
            assertThat(row.promise(ArrivalsNode.ROLLUP.id())).isEqualTo(promise.promise());
            assertThat(row.filledIn()).isFalse();
        }
        for (Segment segment : node.bean(SegmentTable.class).all()) {
            long segmentEnd = Math.min(segment.endOrMax(), end);
            if (segmentEnd > segment.baseSeq()) {
                assertThat(node.bean(TopicComparison.class).firstDifference(segment, segmentEnd))
                        .isEmpty();
                assertThat(node.bean(TopicReader.class).read(segment, segment.baseSeq(), segmentEnd))
                        .hasSize((int) (segmentEnd - segment.baseSeq()));
            }
        }
    }
}
