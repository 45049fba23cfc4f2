package dev.candor.audit.chain;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What one process reads of an L1 into a real database. */
public final class FollowedL1 implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChainNode node;
    private final StoredFinalFacts finalFacts;
    private final StoredPostedFacts postedFacts;
    private final ChainFollowing following;

    public FollowedL1(TestL1 l1, DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        this.node = new ChainNode(l1.properties());
        KnownRollup rollup = new KnownRollup(new RollupRow(jdbc), node, l1.identity());
        FinalRows finalRows = new FinalRows(jdbc);
        PostRows postRows = new PostRows(jdbc, transactions);
        this.finalFacts = new StoredFinalFacts(rollup, jdbc, finalRows, node);
        this.postedFacts = new StoredPostedFacts(jdbc, postRows, new L1Inputs(node), l1.identity(), l1.properties());
        this.following = new ChainFollowing(
                node,
                rollup,
                jdbc,
                transactions,
                finalRows,
                finalFacts,
                postRows,
                l1.properties(),
                new SimpleMeterRegistry());
        following.start();
    }

    public FinalFacts finalFacts() {
        return finalFacts;
    }

    public PostedFacts postedFacts() {
        return postedFacts;
    }

    /** Until everything at this height is read and final. */
    public void awaitFinal(long height) {
        await().atMost(PATIENCE)
                .until(() ->
                        finalFacts.covers(height) && !finalFacts.orderKeys().isEmpty());
    }

    @Override
    public void close() {
        following.stop();
        node.destroy();
    }
}
