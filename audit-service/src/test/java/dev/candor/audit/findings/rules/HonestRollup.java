package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rollup whose sequencer keeps every rule, made with the protocol library and signed with its keys: a line of arrivals
 * with repetitions and EMPTY numbers, promises, forced entries, batches, statements, posts, rollbacks. A {@link Wrong}
 * makes one batch go wrong in one way while everything after it is consistent with that.
 */
public final class HonestRollup {
    public static final RollupId ID = new RollupId(901_901);
    public static final Generation FIRST_GENERATION = Generation.ZERO;
    public static final RangeRule.Genesis GENESIS =
            new RangeRule.Genesis(Keccak256.hashUtf8("genesis of the test"), 1_795_370_000_000L);
    public static final int DELAY_SECONDS = 600;
    private static final Hash32 SEQUENCER = Keccak256.hashUtf8("the sequencer");
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final Address RECIPIENT = Address.fromHex("0x00000000000000000000000000000000000000aa");
    public static final int FORCED_GAS = 30_000;

    public final DigestSigner orderKey = new InMemorySigner(PrivateKey.fromHex("0x%064x".formatted(77)));
    public final DigestSigner strangerKey = new InMemorySigner(PrivateKey.fromHex("0x%064x".formatted(78)));
    public final BeaconSigner beacon =
            InMemoryBeaconSigner.derive(Keccak256.hashUtf8("beacon").toArray());
    public final AuditedRollup rollup =
            new AuditedRollup(ID, new CandorDomain(31_337, Address.fromHex("0x" + "0c".repeat(20))), SEQUENCER);
    public final List<SeenPromise> promises = new ArrayList<>();
    public final List<HonestBatch> batches = new ArrayList<>();
    public final Policy policy;
    public final BeaconKind beaconKind;

    private final List<Bytes> line = new ArrayList<>();
    private final List<ForcedEntry> inbox = new ArrayList<>();
    private final List<Bytes> inboxBytes = new ArrayList<>();
    private final Map<Integer, Long> nonces = new HashMap<>();
    private final List<Coverage.Point> posts = new ArrayList<>();
    private long clockMillis = GENESIS.sealedAtMillis() + 5_000;
    private Generation generation = FIRST_GENERATION;
    private long entries;

    public HonestRollup() {
        this(OrderingPolicy.SHUFFLE, BeaconKind.OWN);
    }

    HonestRollup(OrderingPolicy ordering, BeaconKind beaconKind) {
        this.beaconKind = beaconKind;
        this.policy = new Policy(
                1,
                ordering,
                Policy.bits(BeaconKind.NONE, BeaconKind.OWN, BeaconKind.QUORUM),
                Policy.bits(TransactionType.LEGACY, TransactionType.DYNAMIC_FEE),
                1_000,
                30_000_000,
                500,
                1 << 20,
                4,
                DELAY_SECONDS,
                2_000,
                RECIPIENT,
                BigInteger.ONE);
    }

    /** A transfer of a sender, promised. */
    public SeenPromise arrive(int sender) {
        long nonce = nonces.merge(sender, 1L, Long::sum) - 1;
        return append(transfer(sender, nonce).raw(), Optional.empty()).orElseThrow();
    }

    /** The same bytes as those of {@code earlier}, promised again under a number of their own. */
    public SeenPromise arriveAgain(Seq earlier) {
        return append(record(earlier).orElseThrow().rawTx(), Optional.empty()).orElseThrow();
    }

    /** A number that nobody was promised. */
    public Seq arriveEmpty() {
        line.add(Bytes.wrap(new byte[] {9, 9, 9}));
        return new Seq(line.size() - 1L);
    }

    /** A transfer that is promised as another record than the topic gets. */
    public SeenPromise arriveReplaced(int promisedSender, int recordedSender) {
        EthTransaction recorded = transfer(recordedSender, 1_000);
        return append(transfer(promisedSender, 1_000).raw(), Optional.of(recorded.raw()))
                .orElseThrow();
    }

    private Optional<SeenPromise> append(Bytes promised, Optional<Bytes> recorded) {
        clockMillis += 7;
        Seq seq = new Seq(line.size());
        ArrivalRecord record = new ArrivalRecord(clockMillis, policy.includeBy(clockMillis), policy.hash(), promised);
        ArrivalRecord written =
                new ArrivalRecord(clockMillis, policy.includeBy(clockMillis), policy.hash(), recorded.orElse(promised));
        line.add(Bytes.wrap(written.encode()));
        InclusionPromise promise = record.promise(ID, seq, RawTransaction.require(promised));
        SeenPromise seen = new SeenPromise(sign(promise), logged());
        promises.add(seen);
        return Optional.of(seen);
    }

    public EthTransaction transfer(int sender, long nonce) {
        return TransactionSigner.of(PrivateKey.fromHex("0x%064x".formatted(1_000 + sender)))
                .sign(UnsignedTransaction.dynamicFee(ID.value(), nonce, BigInteger.ONE, GWEI, 21_000)
                        .withTo(RECIPIENT)
                        .withData(Bytes.wrap(("s" + sender).getBytes(StandardCharsets.UTF_8))));
    }

    public void force(Bytes rawTx) {
        inbox.add(ForcedEntry.judge(inbox.size(), rawTx, FORCED_GAS, ID));
        inboxBytes.add(rawTx);
    }

    /** Seals all that arrived and is due, executes it and posts it 3 s later. */
    public HonestBatch seal() {
        return seal(Wrong.NOTHING);
    }

    public HonestBatch seal(Wrong wrong) {
        clockMillis += 1_000;
        HonestBatch batch = new BatchMaker(this, wrong).make(parent(), clockMillis);
        batches.add(batch);
        clockMillis += 3_000;
        posts.add(new Coverage.Point(
                clockMillis / 1_000, coveredCount(batch), batch.seen().header().forcedThrough()));
        return batch;
    }

    /** Ends the generation: what follows the anchor is voided, the arrivals are to be ordered again. */
    void rollback(BatchNumber anchor) {
        batches.removeIf(batch -> batch.seen().header().number().compareTo(anchor) > 0);
        generation = generation.next();
        posts.add(new Coverage.Point(
                clockMillis / 1_000,
                coveredCount(batches.getLast()),
                batches.getLast().seen().header().forcedThrough()));
    }

    private static long coveredCount(HonestBatch batch) {
        BatchHeader header = batch.seen().header();
        return header.firstSeq().value() + header.seqCount();
    }

    public void pass(long seconds) {
        clockMillis += seconds * 1_000;
    }

    Optional<HonestBatch> parent() {
        return batches.isEmpty() ? Optional.empty() : Optional.of(batches.getLast());
    }

    Generation generation() {
        return generation;
    }

    public Coverage coverage() {
        return new Coverage(posts, clockMillis / 1_000);
    }

    public Bytes value(Seq seq) {
        return line.get((int) seq.value());
    }

    public int lineSize() {
        return line.size();
    }

    /** The bytes of the forced entries, in queue order. */
    public List<Bytes> inboxBytes() {
        return List.copyOf(inboxBytes);
    }

    List<ForcedEntry> inbox() {
        return List.copyOf(inbox);
    }

    Optional<ArrivalRecord> record(Seq seq) {
        try {
            return Optional.of(ArrivalRecord.decode(value(seq).readOnlyArray()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The arrivals {@code first … end - 1} as the log has them, repetitions marked. */
    List<Arrival> arrivals(long first, long end) {
        Map<Hash32, Seq> earliest = new HashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (long at = 0; at < end; at++) {
            Seq seq = new Seq(at);
            Optional<ArrivalRecord> record = record(seq);
            if (record.isEmpty()) {
                arrivals.add(Arrival.empty(seq));
                continue;
            }
            EthTransaction transaction = RawTransaction.require(record.get().rawTx());
            Arrival arrival = Arrival.of(seq, transaction, record.get().receivedAtMillis());
            Seq before = earliest.putIfAbsent(transaction.hash(), seq);
            arrivals.add(before == null ? arrival : arrival.asDuplicateOf(before));
        }
        return arrivals.subList((int) first, (int) end);
    }

    public <T extends SignedObject> Signed<T> sign(T object) {
        return sign(object, orderKey);
    }

    <T extends SignedObject> Signed<T> sign(T object, DigestSigner key) {
        return new Signed<>(object, key.sign(object.digest(rollup.domain())).toBytes());
    }

    Sighting logged() {
        return Sighting.logged(entries++);
    }

    Keys keys() {
        return new Keys(orderKey.address(), Set.of(orderKey.address()));
    }
}
