package dev.candor.sequencer.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.signing.SlotTakenException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seals on a real PostgreSQL, with a crash at every write. */
class SealerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PrivateKey ORDER_KEY = PrivateKey.fromHex("0x%064x".formatted(77));
    private static final RollupIdentity ROLLUP = new RollupIdentity(
            new RollupId(TestProperties.ROLLUP_ID),
            new CandorDomain(31337, Address.fromHex("0x00000000000000000000000000000000000000bb")),
            31337,
            Address.fromHex("0x00000000000000000000000000000000000000bb"),
            Hash32.fromHex("0x" + "11".repeat(32)),
            1000,
            5,
            Hash32.ZERO);

    private final TestArrivals line = new TestArrivals();
    private final L1 l1 = new L1();
    private final List<Outbox.Event> events = new ArrayList<>();
    private OrderingContext context;
    private Term term;

    @BeforeEach
    void open() {
        context = OrderingContext.open(SequencerDatabase.url(), new InMemorySigner(ORDER_KEY));
        await().atMost(PATIENCE).until(() -> context.leadership().current().isPresent());
        term = context.leadership().current().orElseThrow();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void sealsWhatArrivedUnderTheSeedOfItsCut() {
        ArrivalRow first = TestArrivals.transfer(0, 1, 21_000);
        line.append(first);
        line.append(TestArrivals.transfer(1, 2, 21_000));
        line.append(TestArrivals.again(2, first));
        line.append(TestArrivals.empty(3));
        l1.forced.add(new ForcedEntry(0, 50_000, Bytes.fromHex("0xdead"), 6));

        StoredBatch sealed = sealer(context.leadership()).sealNext(term).orElseThrow();

        assertThat(sealed.status()).isEqualTo(BatchStatus.ORDERED);
        assertThat(sealed.number()).isEqualTo(1);
        assertThat(sealed.duplicates()).isEqualTo(Map.of(2L, 0L));
        StoredBatch.Ordered ordered = sealed.ordered().orElseThrow();
        assertThat(ordered.header().txCount()).as("two arrivals and one forced").isEqualTo(3);
        assertThat(ordered.header().parentHash()).isEqualTo(ROLLUP.genesisHash());
        assertThat(Secp256k1.recover(ordered.batchHash(), ordered.headerSignature()))
                .contains(ORDER_KEY.address());
        assertThat(Secp256k1.recover(sealed.cutHash(), sealed.cutSignature().orElseThrow()))
                .contains(ORDER_KEY.address());
        assertThat(ordered.header().toCut().digest(ROLLUP.domain())).isEqualTo(sealed.cutHash());
        assertThat(events).extracting(Outbox.Event::id).containsExactly("sealed/0/1");
    }

    @Test
    void leavesForTheNextBatchWhatExceedsTheCaps() {
        for (int seq = 0; seq < 5; seq++) {
            line.append(TestArrivals.transfer(seq, seq, 21_000));
        }
        l1.policy = CutPlannerTest.policy(3 * 21_000, 100, 100_000, 4);
        Sealer sealer = sealer(context.leadership());

        StoredBatch one = sealer.sealNext(term).orElseThrow();
        StoredBatch two = sealer.sealNext(term).orElseThrow();

        assertThat(one.cut().seqCount()).isEqualTo(3);
        assertThat(two.cut().firstSeq().value()).isEqualTo(3);
        assertThat(two.cut().seqCount()).isEqualTo(2);
        assertThat(two.cut().parentHash()).isEqualTo(one.ordered().orElseThrow().batchHash());
        assertThat(two.cut().sealedAtMillis()).isGreaterThan(one.cut().sealedAtMillis());
    }

    @Test
    void findsADuplicateOfAnEarlierBatch() {
        ArrivalRow first = TestArrivals.transfer(0, 1, 21_000);
        line.append(first);
        Sealer sealer = sealer(context.leadership());
        sealer.sealNext(term);
        line.append(TestArrivals.again(1, first));

        StoredBatch second = sealer.sealNext(term).orElseThrow();

        assertThat(second.duplicates()).isEqualTo(Map.of(1L, 0L));
        assertThat(second.ordered().orElseThrow().header().txCount()).isZero();
    }

    /** Each of the three writes of a batch: lost, or landed but reported failed. */
    @ParameterizedTest
    @CsvSource({"1,LOST", "1,LANDED", "2,LOST", "2,LANDED", "3,LOST", "3,LANDED"})
    void comesToOneHeaderWhateverWriteFails(int failingWrite, Fault fault) {
        line.append(TestArrivals.transfer(0, 1, 21_000));
        line.append(TestArrivals.transfer(1, 2, 21_000));
        Faulty faulty = new Faulty(context.leadership(), failingWrite, fault);

        assertThatThrownBy(() -> sealer(faulty).sealNext(term)).isInstanceOf(StorageFailed.class);
        line.append(TestArrivals.transfer(2, 3, 21_000));
        Sealer afterRestart = sealer(context.leadership());
        List<StoredBatch> sealed = new ArrayList<>();
        Optional<StoredBatch> next = afterRestart.sealNext(term);
        while (next.isPresent()) {
            sealed.add(next.get());
            next = afterRestart.sealNext(term);
        }

        JdbcClient jdbc = JdbcClient.create(context.dataSource());
        List<Long> covered = sealedCounts(jdbc);
        assertThat(covered.stream().mapToLong(Long::longValue).sum())
                .as("each arrival once")
                .isEqualTo(3);
        assertThat(jdbc.sql("select count(*) from batch where status = 'CUT'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from signing_record")
                        .query(Long.class)
                        .single())
                .as("one cut and one header a batch")
                .isEqualTo(2L * covered.size());
    }

    private static List<Long> sealedCounts(JdbcClient jdbc) {
        return jdbc.sql("select seq_count from batch where status = 'ORDERED' order by number")
                .query((row, index) -> row.getLong(1))
                .list();
    }

    @Test
    void refusesToSignWhenStoredArrivalsWereChanged() {
        line.append(TestArrivals.transfer(0, 1, 21_000));
        Faulty afterTheCut = new Faulty(context.leadership(), 2, Fault.LOST);
        assertThatThrownBy(() -> sealer(afterTheCut).sealNext(term)).isInstanceOf(StorageFailed.class);
        TestArrivals other = new TestArrivals();
        other.append(TestArrivals.transfer(0, 9, 21_000));

        assertThatThrownBy(() -> sealer(context.leadership(), other).sealNext(term))
                .isInstanceOf(StoredBytesChangedException.class)
                .hasMessageContaining("nothing was signed");
    }

    @Test
    void refusesASecondDigestForASignedSlot() {
        line.append(TestArrivals.transfer(0, 1, 21_000));
        sealer(context.leadership()).sealNext(term);
        JdbcClient.create(context.dataSource()).sql("delete from batch").update();
        line.append(TestArrivals.transfer(1, 2, 21_000));

        assertThatThrownBy(() -> sealer(context.leadership()).sealNext(term)).isInstanceOf(SlotTakenException.class);
    }

    @Test
    void waitsUntilL1ShowsAnOrigin() {
        line.append(TestArrivals.transfer(0, 1, 21_000));
        l1.origin = Optional.empty();

        assertThat(sealer(context.leadership()).sealNext(term)).isEmpty();
    }

    @Test
    void ordersFirstInFirstOutWithoutABeacon() {
        for (int seq = 0; seq < 20; seq++) {
            line.append(TestArrivals.transfer(seq, seq, 21_000));
        }
        Policy policy = CutPlannerTest.policy(1_000_000, 100, 100_000, 4);
        l1.policy = new Policy(
                policy.version(),
                policy.ordering(),
                Policy.bits(BeaconKind.NONE),
                policy.transactionTypes(),
                policy.batchIntervalMillis(),
                policy.maxGas(),
                policy.maxCount(),
                policy.maxBytes(),
                policy.forcedCap(),
                policy.inclusionDelaySeconds(),
                policy.maxOrderingDelayMillis(),
                policy.feeRecipient(),
                policy.compensationWei());

        StoredBatch sealed = sealer(context.leadership()).sealNext(term).orElseThrow();

        BatchOrder order = context.store(line, l1).order(sealed);
        assertThat(order.orderLeaves()).extracting(leaf -> leaf.index()).isSorted();
        assertThat(sealed.ordered().orElseThrow().header().beaconKind()).isZero();
    }

    private Sealer sealer(Leadership leadership) {
        return sealer(leadership, line);
    }

    private Sealer sealer(Leadership leadership, TestArrivals arrivals) {
        return new Sealer(
                ROLLUP,
                TestProperties.orderer(),
                l1,
                arrivals,
                context.journal(),
                leadership,
                context.slots(),
                new Seeds(InMemoryBeaconSigner.ofScalar(new byte[] {
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7
                })),
                context.rollbacks(l1, ROLLUP),
                events::add,
                Clock.systemUTC());
    }

    enum Fault {
        LOST,
        LANDED
    }

    private static final class StorageFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Fails one write: before it reaches the database, or after it was committed there. */
    private static final class Faulty implements Leadership {
        private final Leadership real;
        private final int failing;
        private final Fault fault;
        private int writes;

        Faulty(Leadership real, int failing, Fault fault) {
            this.real = real;
            this.failing = failing;
            this.fault = fault;
        }

        @Override
        public Optional<Term> current() {
            return real.current();
        }

        @Override
        public <T> T fenced(Term term, Supplier<T> work) {
            writes++;
            if (writes == failing && fault == Fault.LOST) {
                throw new StorageFailed();
            }
            T result = real.fenced(term, work);
            if (writes == failing) {
                throw new StorageFailed();
            }
            return result;
        }
    }

    /** An L1 that a test writes itself. */
    private static final class L1 implements L1View {
        private Optional<L1Block> origin = Optional.of(new L1Block(10, Hash32.fromHex("0x" + "22".repeat(32)), 2000));
        private Policy policy = CutPlannerTest.policy(10_000_000, 1000, 1_000_000, 4);
        private final List<ForcedEntry> forced = new ArrayList<>();

        @Override
        public Optional<L1Block> origin() {
            return origin;
        }

        @Override
        public Policy policyAt(long l1BlockNumber) {
            return policy;
        }

        @Override
        public Address orderKeyAt(long l1BlockNumber) {
            return ORDER_KEY.address();
        }

        @Override
        public long forcedQueuedThrough(long l1BlockNumber) {
            return forced.size();
        }

        @Override
        public long forcedDueThrough(long l1BlockNumber) {
            return forced.size();
        }

        @Override
        public List<ForcedEntry> forcedEntries(long from, long to) {
            return List.copyOf(forced.subList((int) from, (int) to));
        }
    }
}
