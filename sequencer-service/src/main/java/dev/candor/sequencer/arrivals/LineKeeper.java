package dev.candor.sequencer.arrivals;

import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the line whole while this process holds the lease: opens the first topic, finds out when the topic in use shows less
 * than the table or something else, and has it replaced. Election and every later round do the same; what a crash left half
 * done the next round finishes.
 */
@Component
class LineKeeper implements SmartLifecycle {
    static final int PHASE = 170;

    private static final Logger log = LoggerFactory.getLogger(LineKeeper.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final SegmentTable segments;
    private final PromiseTable promises;
    private final Line line;
    private final TopicReader reader;
    private final TopicComparison comparison;
    private final LineRepair repair;
    private final Leadership leadership;
    private final SequencerProperties sequencer;
    private final ArrivalsProperties properties;
    private final LoopThread thread = new LoopThread("arrivals-keeper", this::round);
    private volatile String broken = "";
    private @Nullable Term comparedIn;
    private long shorterSinceNanos;
    private boolean shorter;

    LineKeeper(
            SegmentTable segments,
            PromiseTable promises,
            Line line,
            TopicReader reader,
            TopicComparison comparison,
            LineRepair repair,
            Leadership leadership,
            SequencerProperties sequencer,
            ArrivalsProperties properties) {
        this.segments = segments;
        this.promises = promises;
        this.line = line;
        this.reader = reader;
        this.comparison = comparison;
        this.repair = repair;
        this.leadership = leadership;
        this.sequencer = sequencer;
        this.properties = properties;
    }

    /** Why the line cannot be kept without a person; empty when it can. */
    String broken() {
        return broken;
    }

    private Duration round() {
        Optional<Term> term = leadership.current();
        if (term.isEmpty()) {
            return EVERY;
        }
        try {
            keep(term.get());
            broken = "";
        } catch (DeposedException e) {
            comparedIn = null;
        } catch (LineBrokenException e) {
            if (!broken.equals(e.getMessage())) {
                log.error(e.getMessage());
            }
            broken = String.valueOf(e.getMessage());
        } catch (KafkaException | DataAccessException | TransactionException e) {
            log.warn("Could not look after the line of arrivals, trying again: {}", e.toString());
        }
        return EVERY;
    }

    private void keep(Term term) {
        List<Segment> known = segments.all();
        if (known.isEmpty()) {
            repair.openFirst(term);
        } else if (!known.getLast().isInUse()) {
            repair.openSuccessor(term, known.getLast());
        } else {
            compare(term, known.getLast());
            return;
        }
        line.refresh();
    }

    private void compare(Term term, Segment inUse) {
        boolean suspected = inUse.suspectSeq().isPresent() | line.takeSuspicion();
        long tableEnd = promises.end();
        long topicEnd = reader.end(inUse).orElse(inUse.baseSeq());
        boolean tailLost = isShorterForLong(topicEnd < tableEnd);
        if (!suspected && !tailLost && term.equals(comparedIn)) {
            return;
        }
        OptionalLong differs = comparison.firstDifference(inUse, Math.min(topicEnd, tableEnd));
        if (differs.isPresent() || tailLost) {
            long firstLost = Math.min(differs.orElse(topicEnd), topicEnd);
            log.error(
                    "Expected topic {} to hold what the table holds, found it different from seq {} on (topic ends at {}, table "
                            + "at {}): a new topic is opened there and filled from the table",
                    inUse.topic(),
                    firstLost,
                    topicEnd,
                    tableEnd);
            repair.replace(term, inUse, firstLost);
            line.refresh();
        } else if (inUse.suspectSeq().isPresent() && !shorter) {
            log.warn(
                    "Topic {} agrees with the table after all, suspicion at {} cleared",
                    inUse.topic(),
                    inUse.suspectSeq());
            leadership.fenced(term, () -> {
                segments.clearSuspicion(inUse.topic());
                return term;
            });
        }
        comparedIn = term;
    }

    /** A new leader of the partition may show the newest records a little later. */
    private boolean isShorterForLong(boolean shorterNow) {
        long now = System.nanoTime();
        if (!shorterNow || !shorter) {
            shorterSinceNanos = now;
        }
        shorter = shorterNow;
        return shorterNow
                && now - shorterSinceNanos >= properties.lostTailAfter().toNanos();
    }

    @Override
    public void start() {
        if (sequencer.plays(Role.ORDERER)) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
