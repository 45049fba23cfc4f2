package dev.candor.l1.rollup;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reads one rollup on L1 for as long as it runs: two followers that write the rows of {@code l1_rollup.sql}, and the facts that are
 * answered from these. Starts without L1 and waits for it.
 */
public final class RollupReading implements SmartLifecycle, AutoCloseable {
    /** Before whoever works on what was read. */
    public static final int PHASE = 300;

    private final ChainNode node;
    private final StoredFinalFacts finalFacts;
    private final StoredPostedFacts postedFacts;
    private final ChainFollowing following;
    private volatile boolean running;

    /** @param jdbc the service's database, whose migrations made the tables */
    public RollupReading(
            FollowedRollup rollup, JdbcClient jdbc, PlatformTransactionManager transactions, MeterRegistry meters) {
        this.node = new ChainNode(rollup);
        KnownRollup known = new KnownRollup(new RollupRow(jdbc), node, rollup);
        FinalRows finalRows = new FinalRows(jdbc);
        PostRows postRows = new PostRows(jdbc, transactions);
        this.finalFacts = new StoredFinalFacts(known, jdbc, finalRows, node);
        this.postedFacts = new StoredPostedFacts(jdbc, postRows, new L1Inputs(node), rollup);
        this.following =
                new ChainFollowing(node, known, jdbc, transactions, finalRows, finalFacts, postRows, rollup, meters);
    }

    public FinalFacts finalFacts() {
        return finalFacts;
    }

    public PostedFacts postedFacts() {
        return postedFacts;
    }

    /** Why L1 cannot be read now. */
    public Optional<String> trouble() {
        return following.trouble();
    }

    /** Why reading has ended for good. */
    public Optional<String> halted() {
        return following.halted();
    }

    /** Since the follower that heard of L1 longest ago did. */
    public Duration sinceLastSuccess() {
        return following.sinceLastSuccess();
    }

    @Override
    public void start() {
        running = true;
        following.start();
    }

    @Override
    public void stop() {
        running = false;
        following.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void close() {
        if (running) {
            stop();
        }
        node.close();
    }
}
