package dev.candor.audit.chain;

import static org.awaitility.Awaitility.await;

import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.l1.rollup.RollupReading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What one process reads of an L1 into a real database. */
public final class FollowedL1 implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RollupReading reading;

    public FollowedL1(TestL1 l1, DataSource database) {
        this.reading = new RollupReading(
                l1.followed(),
                JdbcClient.create(database),
                new DataSourceTransactionManager(database),
                new SimpleMeterRegistry());
        reading.start();
    }

    public FinalFacts finalFacts() {
        return reading.finalFacts();
    }

    public PostedFacts postedFacts() {
        return reading.postedFacts();
    }

    /** Until everything at this height is read and final. */
    public void awaitFinal(long height) {
        await().atMost(PATIENCE)
                .until(() ->
                        finalFacts().covers(height) && !finalFacts().orderKeys().isEmpty());
    }

    @Override
    public void close() {
        reading.close();
    }
}
