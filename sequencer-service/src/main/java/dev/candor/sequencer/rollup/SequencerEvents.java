package dev.candor.sequencer.rollup;

import dev.candor.messaging.EventSource;
import dev.candor.messaging.MessagingConfiguration;
import dev.candor.messaging.RelayOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How this sequencer speaks on Kafka: in whose name, and that the orderer sends. */
@Configuration(proxyBeanMethods = false)
@Import(MessagingConfiguration.class)
public class SequencerEvents {

    public static EventSource source(RollupIdentity rollup) {
        return new EventSource(
                rollup.id().toString(), "/rollups/%s/sequencers/%s".formatted(rollup.id(), rollup.sequencerId()));
    }

    @Bean
    EventSource eventSource(RollupIdentity rollup) {
        return source(rollup);
    }

    @Bean
    RelayOptions relayOptions(SequencerProperties properties) {
        return new RelayOptions(properties.plays(Role.ORDERER), "candor.sequencer.outbox");
    }
}
