package dev.candor.sequencer.intake;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.L2State;
import dev.candor.leadership.Term;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.AdmittedTransaction;
import dev.candor.sequencer.arrivals.ArrivalFeed;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.arrivals.PromiseEvents;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.arrivals.SeenArrival;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A line of arrivals, an L2 state and an L1 that live in memory and do what a test tells them. */
final class MemoryRollup implements Promises, ArrivalFeed, ArrivalRows, L2State, L1View, PromiseEvents {
    static final long BLOCK_GAS = 30_000_000;
    static final Policy POLICY = new Policy(
            1,
            OrderingPolicy.SHUFFLE,
            Policy.bits(BeaconKind.OWN),
            Policy.bits(TransactionType.values()),
            1_000,
            BLOCK_GAS,
            5_000,
            500_000,
            4,
            3_600,
            10_000,
            Address.ZERO,
            BigInteger.ZERO);
    static final RollupIdentity IDENTITY = new RollupIdentity(
            TestProperties.orderer().rollup(),
            new CandorDomain(31_337, Address.fromHex("0x" + "12".repeat(20))),
            31_337,
            Address.fromHex("0x" + "12".repeat(20)),
            Hash32.fromHex("0x" + "aa".repeat(32)),
            1,
            1,
            Hash32.fromHex("0x" + "bb".repeat(32)));
    static final DigestSigner ORDER_SIGNER = new InMemorySigner(PrivateKey.fromHex("0x" + "46".repeat(32)));

    final Map<Address, Account> accounts = new ConcurrentHashMap<>();
    final List<AdmissionRefusal> refusals = new CopyOnWriteArrayList<>();
    volatile boolean accepting = true;
    volatile boolean clientAway;
    volatile boolean promisesFail;
    volatile int stateReads;
    private volatile boolean promisesWait;
    private volatile boolean feedHeld;
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final List<IssuedPromise> line = new ArrayList<>();
    private final List<Consumer<List<SeenArrival>>> subscribers = new CopyOnWriteArrayList<>();

    @Override
    public synchronized CompletableFuture<PromiseOutcome> promise(AdmittedTransaction admitted) {
        if (promisesWait) {
            CompletableFuture<PromiseOutcome> waits = new CompletableFuture<>();
            waiting.add(() -> waits.complete(new PromiseOutcome.Issued(arrive(admitted))));
            return waits;
        }
        if (promisesFail) {
            CompletableFuture<PromiseOutcome> late = new CompletableFuture<>();
            return late.completeOnTimeout(
                    new PromiseOutcome.NotIssued("as told"), 10, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        return CompletableFuture.completedFuture(new PromiseOutcome.Issued(arrive(admitted)));
    }

    /** From here on promises come only with {@link #releasePromises}. */
    void holdPromises() {
        promisesWait = true;
    }

    void releasePromises() {
        promisesWait = false;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** As another replica's arrival is seen. */
    synchronized IssuedPromise arrive(AdmittedTransaction admitted) {
        InclusionPromise promise = new InclusionPromise(
                IDENTITY.id(),
                new Seq(line.size()),
                admitted.transaction().hash(),
                admitted.transaction().sender(),
                admitted.transaction().nonce(),
                admitted.receivedAtMillis(),
                admitted.includeBy(),
                admitted.policyHash());
        IssuedPromise issued =
                new IssuedPromise(promise, ORDER_SIGNER.sign(promise.digest(IDENTITY.domain())), admitted.rawTx());
        line.add(issued);
        List<SeenArrival> seen =
                List.of(new SeenArrival(promise.seq(), Optional.empty(), Optional.of(admitted.transaction())));
        subscribers.forEach(subscriber -> subscriber.accept(seen));
        return issued;
    }

    synchronized List<IssuedPromise> line() {
        return List.copyOf(line);
    }

    @Override
    public Optional<IssuedPromise> find(Hash32 txHash) {
        return line().stream()
                .filter(issued -> issued.promise().txHash().equals(txHash))
                .findFirst();
    }

    @Override
    public Optional<IssuedPromise> find(Seq seq) {
        return seq.value() < line().size() ? Optional.of(line().get((int) seq.value())) : Optional.empty();
    }

    @Override
    public boolean accepting() {
        return accepting;
    }

    @Override
    public Subscription subscribe(Seq from, Consumer<List<SeenArrival>> consumer) {
        subscribers.add(consumer);
        if (feedHeld) {
            waiting.add(() -> consumer.accept(seenFrom(from)));
        } else {
            consumer.accept(seenFrom(from));
        }
        return () -> subscribers.remove(consumer);
    }

    /** From here on a new subscriber hears of what is in the line only after {@link #releaseFeed}. */
    void holdFeed() {
        feedHeld = true;
    }

    void releaseFeed() {
        feedHeld = false;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    private List<SeenArrival> seenFrom(Seq from) {
        return line().stream()
                .skip(from.value())
                .map(issued ->
                        new SeenArrival(issued.promise().seq(), Optional.empty(), Optional.of(decoded(issued.rawTx()))))
                .toList();
    }

    private static EthTransaction decoded(Bytes raw) {
        if (RawTransaction.decode(raw, IDENTITY.id()) instanceof RawTransaction.Decoded(EthTransaction transaction)) {
            return transaction;
        }
        throw new AssertionError("Expected only transactions that decode in the line, found " + raw);
    }

    @Override
    public Seq end() {
        return new Seq(line().size());
    }

    @Override
    public List<ArrivalRow> committed(Term term, Seq from, int maxCount) {
        return range(from, maxCount);
    }

    @Override
    public List<ArrivalRow> range(Seq from, long count) {
        return line().stream()
                .skip(from.value())
                .limit(count)
                .map(issued -> new ArrivalRow(
                        issued.promise().seq().value(),
                        issued.promise().txHash(),
                        issued.promise().sender(),
                        issued.promise().nonce(),
                        issued.promise().receivedAtMillis(),
                        issued.rawTx()))
                .toList();
    }

    @Override
    public Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before) {
        return line().stream()
                .filter(issued -> txHashes.contains(issued.promise().txHash()))
                .collect(Collectors.toMap(
                        issued -> issued.promise().txHash(),
                        issued -> issued.promise().seq().value(),
                        Math::min));
    }

    @Override
    public Map<Address, Account> accounts(Collection<Address> addresses, long blockNumber) {
        if (clientAway) {
            throw new EngineUnavailableException("as told");
        }
        stateReads++;
        Map<Address, Account> read = new HashMap<>();
        addresses.forEach(address ->
                read.put(address, accounts.getOrDefault(address, new Account(0, BigInteger.ZERO, false, false))));
        return read;
    }

    @Override
    public Head head() {
        return new Head(0, BLOCK_GAS, 0, BigInteger.valueOf(1_000_000_000), BigInteger.valueOf(875_000_000));
    }

    @Override
    public Optional<L1Block> origin() {
        return Optional.of(new L1Block(10, Hash32.fromHex("0x" + "cc".repeat(32)), 100));
    }

    @Override
    public Policy policyAt(long l1BlockNumber) {
        return POLICY;
    }

    @Override
    public Address orderKeyAt(long l1BlockNumber) {
        return ORDER_SIGNER.address();
    }

    @Override
    public long forcedQueuedThrough(long l1BlockNumber) {
        return 0;
    }

    @Override
    public long forcedDueThrough(long l1BlockNumber) {
        return 0;
    }

    @Override
    public List<ForcedEntry> forcedEntries(long from, long to) {
        return List.of();
    }

    @Override
    public void refused(AdmissionRefusal refusal, Signature65 signature) {
        refusals.add(refusal);
    }
}
