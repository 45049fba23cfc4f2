package dev.candor.sequencer.ordering;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollback.Rollback;
import dev.candor.sequencer.rollback.Rollbacks;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The orderer's two loops: one seals a batch an interval, the other executes what is sealed. A rollback that is final on L1 is
 * applied between two steps of both.
 */
@Component
class Orderer implements SmartLifecycle {
    /** After the lease and the line of arrivals. */
    static final int PHASE = 300;

    /** Sealing runs ahead of execution by at most this many batches; then it waits. */
    static final int MAX_UNEXECUTED_BATCHES = 8;

    private static final Logger log = LoggerFactory.getLogger(Orderer.class);
    private static final Duration AGAIN_AT_ONCE = Duration.ZERO;
    private static final Duration NOTHING_TO_DO = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FALLBACK_INTERVAL_MILLIS = 1000;

    private final Sealer sealer;
    private final Executions executions;
    private final Rollbacks rollbacks;
    private final BatchStore batches;
    private final SequencerProperties properties;
    private final Clock clock;
    private final Timer sealTimer;
    private final Timer executeTimer;
    private final Timer batchAge;
    private final RoleLoop sealing;
    private final RoleLoop executing;

    /** Held by a step of execution, and by a rollback. */
    private final ReentrantLock lineage = new ReentrantLock();

    private volatile boolean running;
    private volatile long lastSealedAtMillis;
    private volatile long intervalMillis = FALLBACK_INTERVAL_MILLIS;

    Orderer(
            Sealer sealer,
            Executions executions,
            Rollbacks rollbacks,
            BatchStore batches,
            Leadership leadership,
            SequencerProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.sealer = sealer;
        this.executions = executions;
        this.rollbacks = rollbacks;
        this.batches = batches;
        this.properties = properties;
        this.clock = clock;
        this.sealTimer = meters.timer("candor.sequencer.ordering.seal");
        this.executeTimer = meters.timer("candor.sequencer.ordering.execute");
        this.batchAge = meters.timer("candor.sequencer.ordering.sealed.to.executed");
        this.sealing = new RoleLoop("sealer", leadership, this::seal);
        this.executing = new RoleLoop("executor", leadership, this::execute);
        meters.gauge(
                "candor.sequencer.ordering.seconds.since.sealed",
                this,
                orderer -> orderer.lastSealedAtMillis == 0
                        ? 0
                        : (orderer.clock.millis() - orderer.lastSealedAtMillis) / (double) FALLBACK_INTERVAL_MILLIS);
    }

    /** Seals when the interval since the last cut has passed; the rhythm does not drift with the time that sealing takes. */
    private Duration seal(Term term) {
        rollbacks.due().ifPresent(rollback -> rollBack(rollback, term));
        long waitMillis = lastSealedAtMillis + intervalMillis - clock.millis();
        if (waitMillis > 0) {
            return Duration.ofMillis(Math.min(waitMillis, intervalMillis));
        }
        if (unexecuted() >= MAX_UNEXECUTED_BATCHES) {
            return NOTHING_TO_DO;
        }
        long start = System.nanoTime();
        Optional<StoredBatch> sealed = sealer.sealNext(term);
        sealed.ifPresent(batch -> {
            sealTimer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            lastSealedAtMillis = batch.cut().sealedAtMillis();
            intervalMillis = batch.policy().batchIntervalMillis();
            log.info(
                    "Sealed batch {} seqs {}+{} forced {} kind {} origin {} in {} ms",
                    batch.number(),
                    batch.cut().firstSeq(),
                    batch.cut().seqCount(),
                    batch.cut().forcedThrough() - batch.forcedFrom(),
                    batch.ordered().orElseThrow().header().beaconKind(),
                    batch.cut().l1OriginNumber(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        });
        return sealed.isPresent() ? AGAIN_AT_ONCE : NOTHING_TO_DO;
    }

    private void rollBack(Rollback rollback, Term term) {
        lineage.lock();
        try {
            rollbacks.apply(rollback, term);
            executions.rewindTo(rollback.anchorNumber());
        } finally {
            lineage.unlock();
        }
    }

    private long unexecuted() {
        return batches.newestNumber(BatchStatus.CUT) - batches.newestNumber(BatchStatus.EXECUTED);
    }

    private Duration execute(Term term) {
        long start = System.nanoTime();
        Optional<StoredBatch> executed = executeNext(term);
        executed.ifPresent(batch -> {
            executeTimer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            batchAge.record(Math.max(0, clock.millis() - batch.cut().sealedAtMillis()), TimeUnit.MILLISECONDS);
            log.info(
                    "Executed batch {} gas {} block {} in {} ms",
                    batch.number(),
                    batch.executed().orElseThrow().statement().gasUsed(),
                    batch.executed().orElseThrow().statement().l2BlockHash(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        });
        return executed.isPresent() ? AGAIN_AT_ONCE : NOTHING_TO_DO;
    }

    private Optional<StoredBatch> executeNext(Term term) {
        lineage.lock();
        try {
            return executions.executeNext(term);
        } finally {
            lineage.unlock();
        }
    }

    List<RoleLoop> loops() {
        return List.of(sealing, executing);
    }

    @Override
    public void start() {
        if (!properties.plays(Role.ORDERER)) {
            return;
        }
        sealing.start();
        executing.start();
        running = true;
    }

    @Override
    public void stop() {
        sealing.stop(PATIENCE);
        executing.stop(PATIENCE);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
