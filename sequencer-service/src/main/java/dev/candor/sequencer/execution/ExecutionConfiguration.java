package dev.candor.sequencer.execution;

import dev.candor.execution.EngineHttp;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.ExecutionMetrics;
import dev.candor.execution.GethEngine;
import dev.candor.execution.JsonRpcClient;
import dev.candor.execution.JwtTokens;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client's two doors, as the configuration names them. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {
    @Bean
    ExecutionEngine executionEngine(SequencerProperties properties, Clock clock) {
        SequencerProperties.Engine engine = properties.engine();
        JwtTokens tokens = JwtTokens.fromFile(engine.jwtSecretFile(), clock);
        return GethEngine.at(engine.rpcUrl(), engine.engineUrl(), tokens, engine.requestTimeout());
    }

    @Bean
    ExecutionMetrics executionMetrics(MeterRegistry registry) {
        return new ExecutionMetrics(registry, "candor.sequencer.execution");
    }

    /** On a connection of its own: a witness is megabytes. */
    @Bean
    ExecutionWitnesses executionWitnesses(SequencerProperties properties) {
        SequencerProperties.Engine engine = properties.engine();
        return new GethWitnesses(new JsonRpcClient(
                new EngineHttp(engine.rpcUrl(), Optional.empty()),
                engine.requestTimeout(),
                GethEngine.MAX_ANSWER_BYTES));
    }

    @Bean
    L2Rpc l2Rpc(SequencerProperties properties) {
        return new EngineL2Rpc(new EngineHttp(properties.engine().rpcUrl(), Optional.empty()));
    }
}
