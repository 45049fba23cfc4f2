package dev.candor.sequencer.l1;

import dev.candor.l1.L1FollowLoop;
import dev.candor.l1.L1Follower;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.history.ContractViews;
import dev.candor.l1.history.FinalHistory;
import dev.candor.l1.history.HistoryTables;
import dev.candor.l1.history.L1Contracts;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.web3j.protocol.Web3j;

/** Reads final L1 blocks in every process, whatever its roles: admission and ordering both ask for them. */
@Component
class FinalFollowing implements SmartLifecycle {
    /** Before the line of arrivals and the orderer, which ask for the origin. */
    static final int PHASE = 150;

    private static final Logger log = LoggerFactory.getLogger(FinalFollowing.class);
    private static final double MILLIS_PER_SECOND = 1000;

    private final L1FollowLoop loop;
    private final StoredL1View view;
    private volatile boolean running;

    FinalFollowing(
            Web3j l1Node,
            L1Contracts contracts,
            RollupIdentity identity,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            StoredL1View view,
            SequencerProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.view = view;
        FinalHistory history = new FinalHistory(
                new HistoryTables(jdbc),
                new ContractViews(l1Node, contracts),
                identity.l1DeploymentBlock(),
                range -> {},
                transactionManager);
        L1Follower follower = new L1Follower(
                new Web3jL1Node(l1Node),
                history,
                new L1Follower.Settings(
                        L1Follower.Depth.FINALIZED,
                        List.of(contracts.sequencerRegistry(), contracts.forcedInbox()),
                        identity.l1DeploymentBlock(),
                        L1Follower.Settings.DEFAULT_RANGE_BLOCKS));
        this.loop = new L1FollowLoop("l1-final", follower, properties.l1().pollInterval(), this::stepped);
        meters.gauge(
                "candor.sequencer.l1.origin",
                view,
                it -> it.origin().map(L1Block::number).orElse(0L));
        meters.gauge(
                "candor.sequencer.l1.origin.age.seconds",
                view,
                it -> it.origin()
                        .map(origin -> clock.millis() / MILLIS_PER_SECOND - origin.timestampSeconds())
                        .orElse(0.0));
        meters.gauge(
                "candor.sequencer.l1.seconds.since.answer",
                loop,
                it -> it.sinceLastSuccess().toMillis() / MILLIS_PER_SECOND);
    }

    private void stepped(L1Follower.Step step) {
        view.refresh();
        if (step instanceof L1Follower.Step.Applied applied && log.isDebugEnabled()) {
            log.debug(
                    "Read final L1 blocks to {} ({} logs)",
                    applied.range().to().number(),
                    applied.range().logs().size());
        }
    }

    L1FollowLoop loop() {
        return loop;
    }

    @Override
    public void start() {
        loop.start();
        running = true;
    }

    @Override
    public void stop() {
        loop.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
