package dev.candor.sequencer.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.leadership.Term;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.rollup.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromisesTest {
    static final Duration SOON = Duration.ofSeconds(20);

    private final String database = SequencerDatabase.url();
    private final String topic = TestBroker.freshTopic();
    private final SignedTransactions transactions = new SignedTransactions();

    private ArrivalsNode start() {
        ArrivalsNode node = ArrivalsNode.start(database, TestBroker.bootstrapServers(), topic);
        await().atMost(SOON).until(node.promises()::accepting);
        return node;
    }

    static IssuedPromise issued(CompletableFuture<PromiseOutcome> outcome) {
        return outcome.join() instanceof PromiseOutcome.Issued issued ? issued.promise() : failed(outcome.join());
    }

    private static IssuedPromise failed(PromiseOutcome outcome) {
        throw new AssertionError("Expected a promise, found " + outcome);
    }

    @Test
    void givesNumbersWithoutGapsAndSignsWhatIsCommitted() {
        try (ArrivalsNode node = start()) {
            List<AdmittedTransaction> sent = transactions.next(300);

            List<IssuedPromise> promises = sent.stream().map(node.promises()::promise).toList().stream()
                    .map(PromisesTest::issued)
                    .toList();

            assertThat(promises)
                    .extracting(issued -> issued.promise().seq().value())
                    .containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
            for (int i = 0; i < sent.size(); i++) {
                IssuedPromise promise = promises.get(i);
                assertThat(promise.promise().txHash())
                        .isEqualTo(sent.get(i).transaction().hash());
                assertThat(Secp256k1.verify(
                                promise.promise().digest(ArrivalsNode.ROLLUP.domain()),
                                promise.signature(),
                                ArrivalsNode.ORDER_KEY.address()))
                        .isTrue();
                assertThat(node.promises().find(new Seq(i))).contains(promise);
            }
            assertThat(node.promises().find(sent.get(7).transaction().hash())).contains(promises.get(7));
            assertThat(node.promises().find(Hash32.ZERO)).isEmpty();
        }
    }

    @Test
    void theOrdererReadsTheCommittedRowsInOrder() {
        try (ArrivalsNode node = start()) {
            List<IssuedPromise> promises = transactions.next(50).stream()
                    .map(tx -> issued(node.promises().promise(tx)))
                    .toList();
            Term term = node.leadership().current().orElseThrow();

            List<ArrivalRow> rows = node.rows().committed(term, new Seq(10), 30);

            assertThat(rows)
                    .extracting(ArrivalRow::seq)
                    .containsExactlyElementsOf(LongStream.range(10, 40).boxed().toList());
            assertThat(rows)
                    .extracting(ArrivalRow::txHash)
                    .containsExactlyElementsOf(promises.subList(10, 40).stream()
                            .map(issued -> issued.promise().txHash())
                            .toList());
            assertThat(node.rows().range(new Seq(10), 30)).isEqualTo(rows);
            Hash32 hash = promises.get(3).promise().txHash();
            assertThat(node.rows().earliest(List.of(hash, Hash32.ZERO), new Seq(4)))
                    .containsOnlyKeys(hash)
                    .containsEntry(hash, 3L);
            assertThat(node.rows().earliest(List.of(hash), new Seq(3))).isEmpty();
        }
    }

    @Test
    void theSameBytesTwiceGetTwoNumbersAndTheFirstPromiseIsFound() {
        try (ArrivalsNode node = start()) {
            AdmittedTransaction once = transactions.next();
            IssuedPromise first = issued(node.promises().promise(once));
            IssuedPromise second = issued(node.promises().promise(once));

            assertThat(second.promise().seq()).isEqualTo(first.promise().seq().next());
            assertThat(node.promises().find(once.transaction().hash())).contains(first);
        }
    }

    @Test
    void subscribersSeeEveryNumberOnceInOrderFromWhereTheyAsk() {
        try (ArrivalsNode node = start()) {
            List<Long> fromBeginning = new CopyOnWriteArrayList<>();
            List<Long> fromTen = new CopyOnWriteArrayList<>();
            node.feed()
                    .subscribe(
                            Seq.ZERO,
                            arrivals -> arrivals.forEach(
                                    seen -> fromBeginning.add(seen.seq().value())));
            transactions.next(40).forEach(tx -> issued(node.promises().promise(tx)));
            node.feed()
                    .subscribe(
                            new Seq(10),
                            arrivals -> arrivals.forEach(
                                    seen -> fromTen.add(seen.seq().value())));
            transactions.next(40).forEach(tx -> issued(node.promises().promise(tx)));

            await().atMost(SOON).until(() -> fromBeginning.size() == 80 && fromTen.size() == 70);
            assertThat(fromBeginning)
                    .containsExactlyElementsOf(LongStream.range(0, 80).boxed().toList());
            assertThat(fromTen)
                    .containsExactlyElementsOf(LongStream.range(10, 80).boxed().toList());
            assertThat(node.feed().end()).isEqualTo(new Seq(80));
        }
    }

    @Test
    void twoIntakesShareOneLineAndSeeEachOthersArrivals() {
        try (ArrivalsNode first = start();
                ArrivalsNode second =
                        ArrivalsNode.start(database, TestBroker.bootstrapServers(), topic, Set.of(Role.INTAKE))) {
            await().atMost(SOON).until(second.promises()::accepting);
            List<SeenArrival> seenByFirst = new CopyOnWriteArrayList<>();
            first.feed().subscribe(Seq.ZERO, seenByFirst::addAll);
            SignedTransactions others = new SignedTransactions();

            List<CompletableFuture<PromiseOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outcomes.add(first.promises().promise(transactions.next()));
                outcomes.add(second.promises().promise(others.next()));
            }
            List<IssuedPromise> promises =
                    outcomes.stream().map(PromisesTest::issued).toList();

            assertThat(promises)
                    .extracting(issued -> issued.promise().seq().value())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 400).boxed().toList());
            await().atMost(SOON).until(() -> seenByFirst.size() == 400);
            promises.forEach(issued -> assertThat(seenByFirst
                            .get((int) issued.promise().seq().value())
                            .transaction()
                            .orElseThrow()
                            .hash())
                    .isEqualTo(issued.promise().txHash()));
        }
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        AdmittedTransaction before = transactions.next();
        IssuedPromise promise;
        try (ArrivalsNode node = start()) {
            promise = issued(node.promises().promise(before));
        }
        try (ArrivalsNode node = start()) {
            List<Long> seen = new CopyOnWriteArrayList<>();
            node.feed()
                    .subscribe(
                            Seq.ZERO,
                            arrivals -> arrivals.forEach(
                                    arrival -> seen.add(arrival.seq().value())));

            IssuedPromise next = issued(node.promises().promise(transactions.next()));

            assertThat(next.promise().seq()).isEqualTo(promise.promise().seq().next());
            assertThat(node.promises().find(before.transaction().hash())).contains(promise);
            await().atMost(SOON).until(() -> seen.equals(List.of(0L, 1L)));
        }
    }
}
