package dev.candor.sequencer.intake;

import dev.candor.execution.L2State;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Admission with its real parts around a {@link MemoryRollup}. */
final class TestIntake implements AutoCloseable {
    static final String CLIENT = "192.0.2.1";
    static final IntakeLimits LIMITS =
            new IntakeLimits(8_000, 100_000, 3, 1_000, 10, Duration.ofMillis(300), 0, 5_000, 10);

    final MemoryRollup rollup = new MemoryRollup();
    final MemoryBatches batches = new MemoryBatches(rollup);
    final LedgerFollower follower;
    final IntakeLoop loop;
    final IntakeGate gate;
    final Admissions intake;

    TestIntake() {
        this(LIMITS);
    }

    TestIntake(IntakeLimits limits) {
        SequencerProperties properties = TestProperties.orderer();
        follower = new LedgerFollower(batches, rollup, rollup, rollup, MemoryRollup.IDENTITY, limits);
        Backlog backlog = new Backlog(batches, properties);
        loop = new IntakeLoop(follower, backlog, properties);
        gate = new IntakeGate(rollup, follower, loop, backlog, new RateLimits(limits), limits);
        KnownTransactions known = new KnownTransactions(rollup, rollup, batches);
        RefusalSigner signer = new RefusalSigner(MemoryRollup.IDENTITY, MemoryRollup.ORDER_SIGNER, Clock.systemUTC());
        IntakeMetrics metrics = new IntakeMetrics(new SimpleMeterRegistry(), gate, follower, backlog);
        Answers answers = new Answers(known, signer, follower, rollup, metrics);
        intake = new Admissions(
                gate,
                follower,
                rollup,
                known,
                answers,
                new LostArrivals(limits),
                Clock.systemUTC(),
                MemoryRollup.IDENTITY,
                properties);
        loop.start();
        Awaitility.await().until(() -> gate.closed().isEmpty());
    }

    TestWallet wallet() {
        return wallet(TestWallet.ETHER);
    }

    TestWallet wallet(BigInteger balance) {
        TestWallet wallet = new TestWallet();
        set(wallet, 0, balance, false);
        return wallet;
    }

    void set(TestWallet wallet, long nonce, BigInteger balance, boolean delegated) {
        rollup.accounts.put(wallet.address(), new L2State.Account(nonce, balance, delegated, false));
    }

    /** Executes all of the line and waits until admission has heard of it. */
    void execute(EthTransaction... skipped) {
        Set<Hash32> hashes =
                Set.copyOf(Stream.of(skipped).map(EthTransaction::hash).toList());
        long number = batches.execute(hashes).number();
        Awaitility.await()
                .until(() -> follower.position()
                        .filter(now -> now.head().number() == number)
                        .isPresent());
    }

    Admission send(EthTransaction transaction) {
        return send(transaction.raw());
    }

    Admission send(Bytes raw) {
        return intake.submit(List.of(raw), CLIENT).getFirst();
    }

    List<Admission> sendAll(List<EthTransaction> transactions) {
        return intake.submit(transactions.stream().map(EthTransaction::raw).toList(), CLIENT);
    }

    static RefusalReason reasonOf(Admission admission) {
        if (admission instanceof Admission.Refused(SignedRefusal refusal)) {
            return refusal.reason();
        }
        throw new AssertionError("Expected a refusal, found " + admission);
    }

    @Override
    public void close() {
        loop.stop();
    }
}
