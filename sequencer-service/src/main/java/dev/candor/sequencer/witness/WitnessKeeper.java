package dev.candor.sequencer.witness;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes the witness of each executed batch while the client still has the state before it, behind the orderer and in nobody's
 * way: a witness that is missed is missed, nothing waits for it.
 */
@Component
class WitnessKeeper implements SmartLifecycle {
    /** After the orderer. */
    static final int PHASE = 350;

    /** The client answers for 128; what is older than this when it is its turn is given up. */
    static final long WINDOW_BATCHES = 100;

    private static final Logger log = LoggerFactory.getLogger(WitnessKeeper.class);
    private static final long PERIOD_MILLIS = 250;
    private static final long FORGET_EVERY_BATCHES = 100;

    private final BatchStore batches;
    private final Witnesses witnesses;
    private final KeptWitnesses kept;
    private final Leadership leadership;
    private final WitnessProperties properties;
    private final Counter missed;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("witnesses").daemon(true).factory());
    private volatile @Nullable ScheduledFuture<?> running;

    /** 0 until this process has looked. Used on the one thread only. */
    private long next;

    WitnessKeeper(
            BatchStore batches,
            Witnesses witnesses,
            KeptWitnesses kept,
            Leadership leadership,
            WitnessProperties properties,
            MeterRegistry meters) {
        this.batches = batches;
        this.witnesses = witnesses;
        this.kept = kept;
        this.leadership = leadership;
        this.properties = properties;
        this.missed = meters.counter("candor.sequencer.witnesses.missed");
    }

    private void round() {
        try {
            Optional<Term> term = leadership.current();
            while (term.isPresent() && running != null && keptOne(term.get())) {
                term = leadership.current();
            }
        } catch (DeposedException e) {
            log.info("Witnesses are kept by another process now");
        } catch (EngineUnavailableException e) {
            log.warn("Could not take the witness of batch {}, it is tried again: {}", next, e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Could not keep the witness of batch {}, it is tried again", next, e);
        }
    }

    /** @return whether there may be another one at once */
    boolean keptOne(Term term) {
        long newest = batches.newestNumber(BatchStatus.EXECUTED);
        long oldest = Math.max(1, newest - WINDOW_BATCHES + 1);
        boolean isFresh = next == 0 || next > newest + 1;
        if (!isFresh && next < oldest) {
            missed.increment(oldest - next);
        }
        next = isFresh ? oldest : Math.max(next, oldest);
        List<StoredBatch> found = batches.from(next, BatchStatus.EXECUTED, 1);
        if (found.isEmpty()) {
            return false;
        }
        StoredBatch batch = found.getFirst();
        batch.executed().ifPresent(executed -> keep(term, batch, executed));
        next = batch.number() + 1;
        return true;
    }

    private void keep(Term term, StoredBatch batch, StoredBatch.Executed executed) {
        Hash32 blockHash = executed.statement().l2BlockHash();
        if (kept.has(blockHash)) {
            return;
        }
        Optional<byte[]> json = witnesses.take(batch, executed);
        if (json.isEmpty()) {
            missed.increment();
            log.warn("The client has forgotten the state before batch {}: its witness is not kept", batch.number());
            return;
        }
        leadership.fenced(term, () -> kept.keep(batch.number(), blockHash, json.get()));
        if (batch.number() % FORGET_EVERY_BATCHES == 0) {
            leadership.fenced(term, () -> kept.forgetBelow(batch.number() - properties.keptBatches() + 1));
        }
    }

    @Override
    public void start() {
        if (properties.keptBatches() > 0 && running == null) {
            running = rounds.scheduleWithFixedDelay(this::round, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledFuture<?> now = running;
        running = null;
        if (now != null) {
            now.cancel(false);
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
