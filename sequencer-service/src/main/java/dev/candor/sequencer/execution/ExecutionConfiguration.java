package dev.candor.sequencer.execution;

import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client's two doors, as the configuration names them. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {
    /** A block of 64 MiB of transactions as hex, with room. */
    private static final long MAX_ANSWER_BYTES = 256L << 20;

    @Bean
    ExecutionEngine executionEngine(SequencerProperties properties, Clock clock) {
        SequencerProperties.Engine engine = properties.engine();
        JwtTokens tokens = JwtTokens.fromFile(engine.jwtSecretFile(), clock);
        return new GethEngine(
                new JsonRpcClient(
                        new EngineHttp(engine.rpcUrl(), Optional.empty()), engine.requestTimeout(), MAX_ANSWER_BYTES),
                new JsonRpcClient(
                        new EngineHttp(engine.engineUrl(), Optional.of(tokens)),
                        engine.requestTimeout(),
                        MAX_ANSWER_BYTES));
    }

    /** On a connection of its own: a witness is megabytes. */
    @Bean
    ExecutionWitnesses executionWitnesses(SequencerProperties properties) {
        SequencerProperties.Engine engine = properties.engine();
        return new GethWitnesses(new JsonRpcClient(
                new EngineHttp(engine.rpcUrl(), Optional.empty()), engine.requestTimeout(), MAX_ANSWER_BYTES));
    }

    @Bean
    L2Rpc l2Rpc(SequencerProperties properties) {
        return new EngineL2Rpc(new EngineHttp(properties.engine().rpcUrl(), Optional.empty()));
    }
}
