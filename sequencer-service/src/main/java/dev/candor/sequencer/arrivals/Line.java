package dev.candor.sequencer.arrivals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The topics of the line as this process last read them; re-read a few times a second and whenever something looks odd. */
@Component
class Line implements SmartLifecycle {
    /** After the lease, before everything that reads or writes the line. */
    static final int PHASE = 150;

    private static final Logger log = LoggerFactory.getLogger(Line.class);
    private static final Duration REREAD_EVERY = Duration.ofMillis(200);

    private final SegmentTable table;
    private final LoopThread rereading = new LoopThread("arrivals-line", this::reread);
    private volatile List<Segment> segments = List.of();
    private final AtomicBoolean suspected = new AtomicBoolean();
    private volatile boolean databaseAnswers;

    Line(SegmentTable table) {
        this.table = table;
    }

    List<Segment> segments() {
        return segments;
    }

    /** The topic in use, whether or not it takes arrivals. */
    Optional<Segment> inUse() {
        List<Segment> known = segments;
        return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()).filter(Segment::isInUse);
    }

    Optional<Segment> covering(long seq) {
        return segments.stream().filter(segment -> segment.covers(seq)).findFirst();
    }

    /** Notes that the topic was seen to differ from the table; the keeper of the line looks into it. */
    boolean suspect() {
        return !suspected.getAndSet(true);
    }

    /** Whether {@link #suspect} was called since the last time. */
    boolean takeSuspicion() {
        return suspected.getAndSet(false);
    }

    /** Whether the newest attempt to read or write the database went well. */
    boolean databaseAnswers() {
        return databaseAnswers;
    }

    /** Until the table has been read again, nothing is accepted. */
    void databaseFailed() {
        databaseAnswers = false;
    }

    /** @throws DataAccessException the database does not answer */
    synchronized void refresh() {
        List<Segment> before = segments;
        List<Segment> read = table.all();
        segments = read;
        databaseAnswers = true;
        if (!read.equals(before)) {
            log.info("The line of arrivals is {}", read);
        }
    }

    void refreshSoon() {
        rereading.nudge();
    }

    private Duration reread() {
        try {
            refresh();
        } catch (DataAccessException e) {
            if (databaseAnswers) {
                log.warn("Could not read the topics of the line, nothing is accepted meanwhile: {}", e.getMessage());
            }
            databaseAnswers = false;
        }
        return REREAD_EVERY;
    }

    @Override
    public void start() {
        rereading.start();
    }

    @Override
    public void stop() {
        rereading.stop();
    }

    @Override
    public boolean isRunning() {
        return rereading.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
