package dev.candor.sequencer.arrivals;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Commits the rows of everything that Kafka has acknowledged, one transaction per round: while one round is on its way to the
 * disk, the next one gathers. Rows are all committed or none; what is not known to be committed is never signed.
 *
 * <p>A crash before the commit leaves records without rows, which the orderer fills in, unpromised; a crash after it leaves
 * promised rows, which sending the transaction again finds.
 */
final class GroupCommitter {
    static final int MAX_ROUND_ROWS = 2048;

    private static final Logger log = LoggerFactory.getLogger(GroupCommitter.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int STATEMENT_TIMEOUT_MILLIS = 3_000;
    private static final long RETRY_PAUSE_MILLIS = 50;
    private static final long POLL_MILLIS = 100;

    private final DataSource dataSource;
    private final PromiseTable promises;
    private final SegmentTable segments;
    private final Line line;
    private final Speaker speaker;
    private final ArrivalsMetrics metrics;
    private final LinkedBlockingQueue<Pending> acknowledged = new LinkedBlockingQueue<>();
    private final LoopThread thread = new LoopThread("arrivals-commit", this::round, this::finish);
    private @Nullable Connection connection;

    GroupCommitter(
            DataSource dataSource,
            PromiseTable promises,
            SegmentTable segments,
            Line line,
            Speaker speaker,
            ArrivalsMetrics metrics) {
        this.dataSource = dataSource;
        this.promises = promises;
        this.segments = segments;
        this.line = line;
        this.speaker = speaker;
        this.metrics = metrics;
    }

    void start() {
        thread.start();
    }

    /** Commits what is acknowledged already, then ends. */
    void stop() {
        thread.stop();
    }

    /** Bounded by the bound on what is in flight. */
    void add(Pending pending) {
        acknowledged.add(pending);
    }

    private Duration round() {
        List<Pending> round = new ArrayList<>();
        try {
            Pending first = acknowledged.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                round.add(first);
                acknowledged.drainTo(round, MAX_ROUND_ROWS - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commitByTopic(round);
        return Duration.ZERO;
    }

    private void finish() {
        List<Pending> rest = new ArrayList<>();
        acknowledged.drainTo(rest);
        commitByTopic(rest);
        dropConnection();
    }

    private void commitByTopic(List<Pending> round) {
        round.stream()
                .collect(Collectors.groupingBy(pending -> pending.segment().topic()))
                .forEach(this::commit);
    }

    private void commit(String topic, List<Pending> round) {
        long startNanos = System.nanoTime();
        List<Pending> remaining = round;
        while (!remaining.isEmpty()) {
            try {
                int inserted = insert(topic, remaining);
                metrics.committed(remaining, startNanos);
                remaining = settle(topic, remaining, inserted);
            } catch (SQLException e) {
                remaining = UNIQUE_VIOLATION.equals(e.getSQLState())
                        ? withoutExisting(topic, remaining, startNanos)
                        : afterFailure(remaining, startNanos, e);
            } catch (DataAccessException e) {
                remaining = afterFailure(remaining, startNanos, e);
            }
        }
    }

    private int insert(String topic, List<Pending> round) throws SQLException {
        return PromiseTable.insertPromised(
                connection(), topic, round.stream().map(Pending::row).toList());
    }

    private List<Pending> settle(String topic, List<Pending> round, int inserted) {
        if (inserted == round.size()) {
            speaker.speak(round);
            return List.of();
        }
        line.refreshSoon();
        return gaveUp(round, "The topic %s was closed before the row was committed.".formatted(topic));
    }

    /** A row exists for one of the numbers, or a number came twice. What remains has no row and is tried again. */
    private List<Pending> withoutExisting(String topic, List<Pending> round, long startNanos) {
        LongSummaryStatistics seqs = round.stream().mapToLong(Pending::seq).summaryStatistics();
        RoundAgainstTable found =
                RoundAgainstTable.of(round, promises.existing(seqs.getMin(), seqs.getMax() + 1, Integer.MAX_VALUE));
        if (!found.conflicting().isEmpty()) {
            stop(topic, found.lowestConflict());
            return gaveUp(round, "Another transaction is recorded at seq %d.".formatted(found.lowestConflict()));
        }
        speaker.speak(found.ours());
        speaker.notIssued(found.filledIn(), "The orderer had filled the row in: this process took too long.");
        return outOfPatience(startNanos) ? gaveUp(found.missing(), "A number was given twice.") : found.missing();
    }

    /** Signs nothing and reports: the holder of the lease compares the topic with the table. */
    private void stop(String topic, long seq) {
        log.error(
                "Expected seq {} of {} to be free, found another transaction at it: the topic has lost its tail, or two "
                        + "topics are mixed up. Nothing was signed; promises stop until the line is repaired, see "
                        + "docs/runbooks/arrivals.md",
                seq,
                topic);
        metrics.conflict();
        segments.suspect(topic, seq);
        line.refreshSoon();
    }

    private List<Pending> afterFailure(List<Pending> round, long startNanos, Exception failure) {
        dropConnection();
        if (outOfPatience(startNanos)) {
            log.warn("Could not commit {} rows within {}: {}", round.size(), PATIENCE, failure.getMessage());
            line.databaseFailed();
            return gaveUp(round, "The database did not commit the row in time.");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return gaveUp(round, "The process is stopping.");
        }
        return round;
    }

    private List<Pending> gaveUp(List<Pending> round, String why) {
        speaker.notIssued(round, why);
        return List.of();
    }

    private static boolean outOfPatience(long startNanos) {
        return System.nanoTime() - startNanos > PATIENCE.toNanos();
    }

    /** One connection for all rounds; a server that hangs is given up after a bounded time. */
    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = dataSource.getConnection();
            open.setAutoCommit(true);
            open.setNetworkTimeout(Runnable::run, STATEMENT_TIMEOUT_MILLIS);
            connection = open;
        }
        return open;
    }

    private void dropConnection() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            log.debug("Closing a failed connection failed: {}", e.getMessage());
        }
    }
}
