package dev.candor.l1.rollup;

import dev.candor.l1.L1FollowLoop;
import dev.candor.l1.L1Follower;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.history.ContractViews;
import dev.candor.l1.history.FinalHistory;
import dev.candor.l1.history.HistoryTables;
import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.types.Address;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Reads L1 twice: final blocks for what holds at a height, the newest ones for what was posted. Starts when L1 first answers. */
final class ChainFollowing {
    private static final Logger log = LoggerFactory.getLogger(ChainFollowing.class);
    private static final double MILLIS_PER_SECOND = 1000;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final ChainNode node;
    private final KnownRollup rollup;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactionManager;
    private final FinalRows finalRows;
    private final StoredFinalFacts finalFacts;
    private final PostRows postRows;
    private final FollowedRollup options;
    private final MeterRegistry meters;
    private final Thread starter;
    private volatile List<L1FollowLoop> loops = List.of();
    private volatile @Nullable String trouble;
    private volatile boolean running;

    ChainFollowing(
            ChainNode node,
            KnownRollup rollup,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            FinalRows finalRows,
            StoredFinalFacts finalFacts,
            PostRows postRows,
            FollowedRollup options,
            MeterRegistry meters) {
        this.node = node;
        this.rollup = rollup;
        this.jdbc = jdbc;
        this.transactionManager = transactionManager;
        this.finalRows = finalRows;
        this.finalFacts = finalFacts;
        this.postRows = postRows;
        this.options = options;
        this.meters = meters;
        this.starter = Thread.ofPlatform().name("chain-start").daemon(true).unstarted(this::startLoops);
        meters.gauge(
                options.metrics() + ".final",
                finalFacts,
                it -> it.head().map(head -> head.number()).orElse(-1L));
        meters.gauge(
                options.metrics() + ".newest",
                postRows,
                it -> it.position().map(position -> position.number()).orElse(-1L));
    }

    private void startLoops() {
        while (running && loops.isEmpty()) {
            try {
                RollupOnL1 found = rollup.require();
                loops = List.of(finalLoop(found), postsLoop(found.contracts()));
                loops.forEach(L1FollowLoop::start);
                trouble = null;
                return;
            } catch (L1UnavailableException | IllegalStateException e) {
                if (trouble == null) {
                    log.warn("L1 cannot be followed yet, trying again: {}", e.getMessage());
                }
                trouble = String.valueOf(e.getMessage());
            }
            LockSupport.parkNanos(options.pollInterval().toNanos());
        }
    }

    private L1FollowLoop finalLoop(RollupOnL1 found) {
        L1Contracts contracts = found.contracts();
        ContractViews views = new ContractViews(node.web3j(), contracts);
        FinalHistory history = new FinalHistory(
                new HistoryTables(jdbc),
                views,
                found.deploymentBlock(),
                range -> finalRows.apply(range, views),
                transactionManager);
        L1Follower follower = new L1Follower(
                new Web3jL1Node(node.web3j()),
                history,
                settings(
                        L1Follower.Depth.FINALIZED,
                        found.deploymentBlock(),
                        List.of(contracts.sequencerRegistry(), contracts.forcedInbox())));
        return loop("l1-final", follower, () -> finalFacts.refresh());
    }

    private L1FollowLoop postsLoop(L1Contracts contracts) {
        long first = rollup.require().deploymentBlock();
        L1Follower follower = new L1Follower(
                new Web3jL1Node(node.web3j()),
                postRows,
                settings(L1Follower.Depth.NEWEST, first, List.of(contracts.rollup())));
        return loop("l1-posts", follower, () -> {});
    }

    private static L1Follower.Settings settings(L1Follower.Depth depth, long firstBlock, List<Address> emitters) {
        return new L1Follower.Settings(depth, emitters, firstBlock, L1Follower.Settings.DEFAULT_RANGE_BLOCKS);
    }

    private L1FollowLoop loop(String name, L1Follower follower, Runnable afterStep) {
        L1FollowLoop loop = new L1FollowLoop(name, follower, options.pollInterval(), step -> afterStep.run());
        meters.gauge(
                options.metrics() + ".seconds.since.answer",
                List.of(Tag.of("follower", name)),
                loop,
                it -> it.sinceLastSuccess().toMillis() / MILLIS_PER_SECOND);
        return loop;
    }

    /** Why L1 cannot be read now. */
    Optional<String> trouble() {
        return loops.stream()
                .flatMap(loop -> loop.trouble().stream())
                .findFirst()
                .or(() -> Optional.ofNullable(trouble));
    }

    /** Why a follower has ended for good. */
    Optional<String> halted() {
        return loops.stream().flatMap(loop -> loop.halted().stream()).findFirst();
    }

    /** Since the follower that heard of L1 longest ago did. */
    Duration sinceLastSuccess() {
        return loops.stream()
                .map(L1FollowLoop::sinceLastSuccess)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    void start() {
        running = true;
        starter.start();
    }

    void stop() {
        running = false;
        LockSupport.unpark(starter);
        try {
            starter.join(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.forEach(L1FollowLoop::close);
    }
}
