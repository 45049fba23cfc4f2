package dev.candor.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.LocalPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

class LeaseKeeperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static LocalPostgres postgres;

    private final List<LeaseKeeper> started = new ArrayList<>();
    private DataSource database;
    private JdbcClient jdbc;

    @BeforeAll
    static void startServer() {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void openDatabase() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        postgres.createDatabase(name);
        database = new DriverManagerDataSource(postgres.jdbcUrl(name));
        new ResourceDatabasePopulator(new ClassPathResource("dev/candor/leadership/lease.sql")).execute(database);
        jdbc = JdbcClient.create(database);
    }

    @AfterEach
    void stopAll() {
        started.forEach(LeaseKeeper::stop);
    }

    @Test
    void electsOneOfTwo() {
        LeaseKeeper first = start();
        await().atMost(PATIENCE).until(() -> first.current().isPresent());
        LeaseKeeper second = start();

        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> second.current().isEmpty());
        assertThat(first.current()).contains(new Term(1));
    }

    @Test
    void givesTheNextHolderAHigherTerm() {
        LeaseKeeper first = start();
        await().atMost(PATIENCE).until(() -> first.current().isPresent());
        LeaseKeeper second = start();
        first.stop();

        await().atMost(PATIENCE).until(() -> second.current().equals(Optional.of(new Term(2))));
        assertThat(first.current()).isEmpty();
    }

    @Test
    void refusesAWriteOfADeposedHolderAndWritesNothing() {
        LeaseKeeper first = start();
        await().atMost(PATIENCE).until(() -> first.current().isPresent());
        jdbc.sql("create table written (value int)").update();
        jdbc.sql(
                        "update lease set holder = 'another', term = term + 1, expires_at = clock_timestamp() + interval '1 hour'")
                .update();

        assertThatThrownBy(() -> first.fenced(
                        new Term(1),
                        () -> jdbc.sql("insert into written values (1)").update()))
                .isInstanceOf(DeposedException.class)
                .hasMessageContaining("Expected to hold the orderer's lease");
        assertThat(jdbc.sql("select count(*) from written").query(Integer.class).single())
                .isZero();
    }

    @Test
    void makesASuccessorWaitForARunningWrite() throws InterruptedException {
        LeaseKeeper first = start();
        await().atMost(PATIENCE).until(() -> first.current().isPresent());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger order = new AtomicInteger();
        Thread writer = Thread.ofPlatform()
                .start(() -> first.fenced(new Term(1), () -> {
                    inside.countDown();
                    awaitQuietly(mayEnd);
                    return order.compareAndSet(0, 1);
                }));
        inside.await();
        Thread taker = Thread.ofPlatform().start(() -> {
            jdbc.sql("update lease set holder = 'another', term = term + 1").update();
            order.compareAndSet(1, 2);
        });
        await().atMost(PATIENCE).until(this::somebodyWaitsForALock);
        mayEnd.countDown();
        writer.join();
        taker.join();

        assertThat(order).hasValue(2);
    }

    @Test
    void takesOverFromAHolderThatHangsInsideAWrite() throws InterruptedException {
        LeaseKeeper first = start();
        await().atMost(PATIENCE).until(() -> first.current().isPresent());
        first.stop();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread hanging = Thread.ofPlatform().start(() -> {
            try {
                first.fenced(new Term(1), () -> {
                    inside.countDown();
                    awaitQuietly(mayEnd);
                    return 0;
                });
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        inside.await();
        LeaseKeeper second = start();

        await().atMost(PATIENCE).until(() -> second.current().equals(Optional.of(new Term(2))));
        mayEnd.countDown();
        hanging.join();
        assertThat(failure.get())
                .as("the hanging transaction was ended by the database")
                .isNotNull();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LeaseKeeper start() {
        LeaseOptions options =
                new LeaseOptions(901_901, "orderer", Duration.ofMillis(1500), true, "candor.test.leadership");
        LeaseKeeper keeper =
                new LeaseKeeper(jdbc, new JdbcTransactionManager(database), options, new SimpleMeterRegistry());
        keeper.start();
        started.add(keeper);
        return keeper;
    }
}
