package dev.candor.leadership;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds the lease row. Correctness rests on the row's term alone, which every write checks under a share lock; the expiry, by
 * the database's clock, only decides when another process may take over.
 */
class LeaseKeeper implements Leadership, SmartLifecycle {
    /** Before everything that writes as the leader. */
    static final int PHASE = 100;

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_PER_LEASE = 5;

    /** A stopped process must not keep its share lock on the lease, or nobody could take over. */
    private static final String IDLE_TIMEOUT = "set local idle_in_transaction_session_timeout = '2000ms'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final LeaseOptions options;
    private final String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease").daemon(true).factory());
    private volatile @Nullable ScheduledFuture<?> renewal;

    LeaseKeeper(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            LeaseOptions options,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.options = options;
        meters.gauge(
                options.metrics() + ".leading", this, keeper -> keeper.current().isPresent() ? 1 : 0);
        meters.gauge(
                options.metrics() + ".term",
                this,
                keeper -> keeper.current().map(Term::value).orElse(0L));
    }

    /** @param validUntilNanos by {@link System#nanoTime}: counted from before the renewal was sent, so never later than the row's */
    private record Held(Term term, long validUntilNanos) {}

    @Override
    public Optional<Term> current() {
        Held now = held.get();
        return now == null || System.nanoTime() - now.validUntilNanos() > 0
                ? Optional.empty()
                : Optional.of(now.term());
    }

    @Override
    public <T> T fenced(Term term, Supplier<T> work) {
        return transactions.execute(status -> {
            jdbc.sql(IDLE_TIMEOUT).update();
            boolean holds = jdbc.sql(
                            "select 1 from lease where rollup_id = :rollup and term = :term and holder = :holder for share")
                    .param("rollup", options.rollupId())
                    .param("term", term.value())
                    .param("holder", holder)
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            if (!holds) {
                held.updateAndGet(now -> now != null && now.term().equals(term) ? null : now);
                throw new DeposedException(
                        "Expected to hold the %s's lease of rollup %d in term %d, found another holder: "
                                        .formatted(options.role(), options.rollupId(), term.value())
                                + "nothing was written; this process waits to be elected again.");
            }
            return work.get();
        });
    }

    /** Takes a free or expired lease, or prolongs our own. One statement, so that of two takers one wins. */
    private void renew() {
        long askedAtNanos = System.nanoTime();
        Duration duration = options.duration();
        try {
            Optional<Term> term = jdbc.sql("""
                            insert into lease (rollup_id, holder, term, expires_at)
                            values (:rollup, :holder, 1, clock_timestamp() + :millis * interval '1 millisecond')
                            on conflict (rollup_id) do update
                            set holder = excluded.holder,
                                term = case when lease.holder = excluded.holder then lease.term else lease.term + 1 end,
                                expires_at = excluded.expires_at
                            where lease.holder = excluded.holder or lease.expires_at < clock_timestamp()
                            returning term""")
                    .param("rollup", options.rollupId())
                    .param("holder", holder)
                    .param("millis", duration.toMillis())
                    .query(Long.class)
                    .optional()
                    .map(Term::new);
            Held before = held.get();
            held.set(term.map(value -> new Held(value, askedAtNanos + duration.toNanos()))
                    .orElse(null));
            if (term.isPresent() && (before == null || !before.term().equals(term.get()))) {
                log.info(
                        "Elected {} of rollup {} in term {}",
                        options.role(),
                        options.rollupId(),
                        term.get().value());
            }
            if (term.isEmpty() && before != null) {
                log.warn(
                        "Lost the {}'s lease of rollup {} (term {})",
                        options.role(),
                        options.rollupId(),
                        before.term().value());
            }
        } catch (RuntimeException e) {
            log.warn(
                    "Could not renew the {}'s lease of rollup {}: {}",
                    options.role(),
                    options.rollupId(),
                    e.getMessage());
        }
    }

    private void release() {
        Held now = held.getAndSet(null);
        if (now == null) {
            return;
        }
        try {
            jdbc.sql("update lease set expires_at = clock_timestamp() where rollup_id = :rollup and holder = :holder")
                    .param("rollup", options.rollupId())
                    .param("holder", holder)
                    .update();
        } catch (RuntimeException e) {
            log.warn("Could not give the lease back, it will expire by itself: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        if (!options.runs()) {
            return;
        }
        long periodMillis = options.duration().toMillis() / RENEWALS_PER_LEASE;
        renewal = renewals.scheduleWithFixedDelay(this::renew, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = renewal;
        if (running == null) {
            return;
        }
        running.cancel(false);
        renewal = null;
        release();
    }

    @Override
    public boolean isRunning() {
        return renewal != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
