package dev.candor.witness.judge;

import dev.candor.execution.ExecutionMetrics;
import dev.candor.execution.GethEngine;
import dev.candor.execution.JwtTokens;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.RulesAtOrigin;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.FollowedRollup;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.l1.rollup.RollupReadingConfiguration;
import dev.candor.witness.attest.Attestations;
import dev.candor.witness.identity.FullWitness;
import dev.candor.witness.identity.RollupIdentity;
import dev.candor.witness.identity.WitnessProperties;
import dev.candor.witness.reexecute.ExecutionClientReexecutor;
import dev.candor.witness.reexecute.ExecutorReexecutor;
import dev.candor.witness.reexecute.Reexecutor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** A witness of a rollup: reads L1, has a client of its own, judges. */
@Configuration(proxyBeanMethods = false)
@FullWitness
@Import(RollupReadingConfiguration.class)
class JudgingConfiguration {
    /** Verdicts rest on finality on L1, which needs none. */
    private static final int CONFIRMATIONS = 0;

    @Bean
    FollowedRollup followedRollup(RollupIdentity rollup, WitnessProperties properties) {
        WitnessProperties.L1 l1 = properties.l1();
        return new FollowedRollup(
                rollup.id(),
                rollup.l1ChainId(),
                rollup.rollupAddress(),
                l1.rpcUrl(),
                l1.requestTimeout(),
                l1.pollInterval(),
                CONFIRMATIONS,
                "candor.witness.l1");
    }

    @Bean
    BatchesFromL1 batchesFromL1(PostedFacts posted, FinalFacts facts, JudgedArrivals arrivals, RollupIdentity rollup) {
        return new BatchesFromL1(posted, arrivals, new RulesAtOrigin(facts), rollup.domain());
    }

    /** The executor of sdk/ if its address is configured, else an unmodified execution client. */
    @Bean
    Reexecutor reexecutor(
            WitnessProperties properties,
            Clock clock,
            MeterRegistry meters,
            JsonMapper json,
            JudgedBatches judged,
            PostedFacts posted,
            FinalFacts facts,
            BatchesFromL1 batches,
            RollupIdentity rollup) {
        WitnessProperties.Engine engine = properties.engine();
        OwnBatches own = new OwnBatches(judged, posted, facts, batches);
        return engine.executor().isPresent()
                ? new ExecutorReexecutor(engine.executor().get(), engine.requestTimeout(), json, own, rollup.domain())
                : new ExecutionClientReexecutor(
                        GethEngine.at(
                                engine.rpcUrl(),
                                engine.engineUrl(),
                                JwtTokens.fromFile(engine.jwtSecretFile(), clock),
                                engine.requestTimeout()),
                        new ExecutionMetrics(meters, "candor.witness.execution"),
                        new BlocksFromL1(own),
                        rollup.id(),
                        rollup.domain());
    }

    @Bean
    Judging judging(
            BatchesFromL1 batches,
            FinalFacts facts,
            PostedFacts posted,
            JudgedBatches judged,
            JudgedArrivals arrivals,
            Reexecutor client,
            Attestations attestations,
            RollupIdentity rollup,
            PlatformTransactionManager transactions) {
        Judge judge = new Judge(batches, facts, judged, client, rollup.domain());
        return new Judging(judge, facts, posted, judged, arrivals, attestations, rollup.id(), transactions);
    }

    @Bean
    JudgingLoop judgingLoop(Judging judging, WitnessProperties properties) {
        return new JudgingLoop(judging, properties.attest().patience());
    }

    @Bean
    JudgingState judgingState(JudgingLoop loop, Judging judging, PostedFacts posted, Reexecutor client) {
        return new JudgingState(loop, judging, posted, client.kind());
    }

    @Bean
    HealthIndicator judgingHealthIndicator(JudgingState state) {
        return new JudgingHealth(state);
    }

    @Bean
    JudgingMetrics judgingMetrics(JudgingState state, Attestations attestations, Clock clock) {
        return new JudgingMetrics(state, attestations, clock);
    }
}
