package dev.candor.audit.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.chain.FollowedL1;
import dev.candor.audit.chain.TestL1;
import dev.candor.audit.entries.GoldenEvents;
import dev.candor.audit.entries.IndexedLog;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.entries.MemoryLog;
import dev.candor.audit.log.Topic;
import dev.candor.l1.L1Header;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.batches.RulesAtOrigin;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One batch of an arrival, its repetition, an EMPTY number and a forced entry, in a log and on a real L1. */
class BatchesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Bytes FORCED = Bytes.wrap("no transaction".getBytes(StandardCharsets.UTF_8));
    private static final Seq REPEATED = new Seq(1);

    private static TestL1 l1;
    private static FollowedL1 chain;
    private static IndexedLog log;
    private static WrittenBatches.Written written;
    private static Batches batches;
    private static long queuedBlock;

    @BeforeAll
    static void writeOneBatch() throws Exception {
        l1 = new TestL1();
        DataSource database = AuditDatabase.migrated();
        chain = new FollowedL1(l1, database);
        queuedBlock = l1.force(FORCED);
        l1.anvil().mine(TestL1.FINALITY_BLOCKS + 2);
        chain.awaitFinal(queuedBlock + 1);
        MemoryLog memory = new MemoryLog();
        memory.append(Topic.ARRIVALS, GoldenEvents.arrival());
        memory.append(Topic.ARRIVALS, GoldenEvents.arrival());
        memory.append(Topic.ARRIVALS, Bytes.EMPTY);
        log = IndexedLog.open(l1.identity(), memory, database).awaitIndexed();
        written = write();
        new WrittenBatches(l1).post(written);
        RulesAtOrigin rules = new RulesAtOrigin(chain.finalFacts());
        BatchesFromLog fromLog = new BatchesFromLog(log.lookups(), rules, l1.identity());
        batches = new KeptBatches(
                log.lookups(),
                fromLog,
                new BatchesFromL1(
                        chain.postedFacts(),
                        new LoggedArrivals(log.lookups()),
                        rules,
                        l1.identity().domain()));
    }

    private static WrittenBatches.Written write() {
        ArrivalRecord record = ArrivalRecord.decode(GoldenEvents.arrival().toArray());
        Arrival first = Arrival.of(Seq.ZERO, RawTransaction.require(record.rawTx()), record.receivedAtMillis());
        Arrival again = Arrival.of(REPEATED, first.txHash(), first.sender(), first.nonce(), record.receivedAtMillis())
                .asDuplicateOf(Seq.ZERO);
        L1Header origin = new Web3jL1Node(l1.web3j()).block(queuedBlock + 1).orElseThrow();
        Policy policy = chain.finalFacts().policyAt(origin.number());
        return new WrittenBatches(l1)
                .first(
                        List.of(first, again, Arrival.empty(new Seq(2))),
                        List.of(
                                new DataArrival.Transaction(record.receivedAtMillis(), record.rawTx()),
                                new DataArrival.Duplicate(record.receivedAtMillis(), Seq.ZERO),
                                new DataArrival.Empty()),
                        List.of(ForcedEntry.judge(
                                0, FORCED, 21_000, l1.identity().id())),
                        origin,
                        policy);
    }

    @AfterAll
    static void stop() {
        log.close();
        chain.close();
        l1.close();
    }

    @Test
    void makesTheSignedBatchOfTheLogsArrivals() {
        RebuiltBatch batch = rebuilt(batches.rebuilt(written.sealed()));

        assertThat(batch.differences()).isEmpty();
        assertThat(batch.positionOf(Seq.ZERO)).contains(1);
        assertThat(batch.positionOf(REPEATED)).isEmpty();
        assertThat(batch.positionOfForced(0)).contains(0);
        LeafProof proof = batch.orderProof(1);
        assertThat(MerkleProofs.verifyInclusion(
                        HashFunction.KECCAK_256,
                        proof.leaf().toArray(),
                        proof.index(),
                        proof.size(),
                        proof.nodes(),
                        batch.header().orderRoot()))
                .isTrue();
        LeafProof cut = batch.cutProof(REPEATED);
        assertThat(MerkleProofs.verifyInclusion(
                        HashFunction.KECCAK_256,
                        cut.leaf().toArray(),
                        cut.index(),
                        cut.size(),
                        cut.nodes(),
                        batch.header().cutRoot()))
                .isTrue();
    }

    @Test
    void makesTheSignedBatchOfWhatIsOnL1() {
        await().atMost(PATIENCE).until(() -> post().isPresent());
        PostedBatch post = post().orElseThrow();

        RebuiltBatch batch = rebuilt(batches.rebuiltFromL1(post));

        assertThat(batch.differences()).isEmpty();
        assertThat(batch.header()).isEqualTo(written.sealed().header());
        assertThat(batch.order().orderRoot())
                .isEqualTo(written.sealed().header().orderRoot());
        assertThat(chain.postedFacts().postsFrom(0, 10)).containsExactly(post);
        assertThat(chain.postedFacts().heads().newest())
                .isGreaterThanOrEqualTo(post.place().blockNumber());
        assertThat(chain.postedFacts().chunks(List.of(Hash32.ZERO))).isInstanceOf(PostedFacts.Fetched.NotThere.class);
    }

    @Test
    void namesWhatDiffersInABatchThatIsNotAsItsPartsMakeIt() {
        BatchHeader header = written.sealed().header();

        assertThat(parts(with(header, header.orderRoot(), header.seed(), header.txCount())))
                .contains(Difference.Part.BATCH_HASH)
                .contains(Difference.Part.CUT_ROOT);
        BatchHeader otherOrder = copy(header, Hash32.ZERO, header.seed());
        assertThat(parts(sealed(otherOrder)))
                .contains(Difference.Part.ORDER_ROOT)
                .doesNotContain(Difference.Part.SEED);
        BatchHeader otherSeed = copy(header, header.orderRoot(), Hash32.ZERO);
        assertThat(parts(sealed(otherSeed))).contains(Difference.Part.SEED);
    }

    @Test
    void waitsForArrivalsThatAreNotLogged() {
        BatchHeader header = written.sealed().header();
        BatchHeader longer = new BatchHeader(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.parentHash(),
                header.firstSeq(),
                4,
                header.txCount(),
                header.cutRoot(),
                header.arrivalRoot(),
                header.orderRoot(),
                header.beaconKind(),
                header.seed(),
                header.policyHash(),
                header.sealedAtMillis(),
                header.forcedThrough(),
                0,
                header.l1OriginNumber(),
                header.l1OriginHash());

        assertThat(batches.rebuilt(sealed(longer)))
                .isEqualTo(new Rebuilding.NotYet("arrival 3 is not in the log yet."));
    }

    @Test
    void readsKeysAndForcedEntriesByHeight() {
        FinalFacts facts = chain.finalFacts();
        FinalFacts.OrderKey key = facts.orderKeys().getFirst();

        assertThat(key.address()).isEqualTo(TestL1.orderSigner().address());
        assertThat(facts.orderKeyAtTime(key.fromTimestampSeconds())).contains(key.address());
        assertThat(facts.orderKeyAtTime(Long.MAX_VALUE)).isEmpty();
        assertThat(facts.beaconKeyAt(queuedBlock)).isEqualTo(TestL1.BEACON_KEY);
        assertThat(facts.forced(0, 5)).singleElement().satisfies(entry -> {
            assertThat(entry.rawTx()).isEqualTo(FORCED);
            assertThat(entry.queued().blockNumber()).isEqualTo(queuedBlock);
        });
        assertThat(facts.rollup().genesisHash()).isEqualTo(TestL1.GENESIS_HASH);
    }

    @Test
    void readsOutcomesOfEveryPositionAndNothingElse() throws Exception {
        var order = rebuilt(batches.rebuilt(written.sealed())).order().orderLeaves();

        assertThat(LoggedOutcomes.read(written.executed().outcomes(), order))
                .extracting(leaf -> leaf.outcome())
                .containsExactly(Outcome.SKIPPED, Outcome.SUCCEEDED);
        for (String wrong : List.of("0x", "0x0300", "0x03000188a40100", "0x03000180", "0x0300018000", "0x03000400")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> LoggedOutcomes.read(Bytes.fromHex(wrong), order))
                    .as(wrong)
                    .isInstanceOf(LoggedOutcomes.MalformedOutcomesException.class);
        }
    }

    private static java.util.Optional<PostedBatch> post() {
        BatchHeader header = written.sealed().header();
        return chain.postedFacts().post(header.generation(), header.number());
    }

    private static RebuiltBatch rebuilt(Rebuilding rebuilding) {
        assertThat(rebuilding).isInstanceOf(Rebuilding.Rebuilt.class);
        return ((Rebuilding.Rebuilt) rebuilding).batch();
    }

    private static List<Difference.Part> parts(LoggedEvent.BatchSealed sealed) {
        return rebuilt(batches.rebuilt(sealed)).differences().stream()
                .map(Difference::part)
                .toList();
    }

    private static LoggedEvent.BatchSealed with(BatchHeader header, Hash32 orderRoot, Hash32 seed, int txCount) {
        BatchHeader shorter = new BatchHeader(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.parentHash(),
                header.firstSeq(),
                2,
                txCount,
                header.cutRoot(),
                header.arrivalRoot(),
                orderRoot,
                header.beaconKind(),
                seed,
                header.policyHash(),
                header.sealedAtMillis(),
                header.forcedThrough(),
                0,
                header.l1OriginNumber(),
                header.l1OriginHash());
        return sealed(shorter);
    }

    private static BatchHeader copy(BatchHeader header, Hash32 orderRoot, Hash32 seed) {
        return new BatchHeader(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.parentHash(),
                header.firstSeq(),
                header.seqCount(),
                header.txCount(),
                header.cutRoot(),
                header.arrivalRoot(),
                orderRoot,
                header.beaconKind(),
                seed,
                header.policyHash(),
                header.sealedAtMillis(),
                header.forcedThrough(),
                0,
                header.l1OriginNumber(),
                header.l1OriginHash());
    }

    /** With the claims of the batch that was written. */
    private static LoggedEvent.BatchSealed sealed(BatchHeader header) {
        LoggedEvent.BatchSealed honest = written.sealed();
        return new LoggedEvent.BatchSealed(
                header,
                honest.headerSignature(),
                honest.cutSignature(),
                honest.beaconSignature(),
                honest.batchHash(),
                honest.cutHash());
    }
}
