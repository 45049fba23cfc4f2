package dev.candor.sequencer.rollup;

import dev.candor.leadership.LeadershipConfiguration;
import dev.candor.leadership.LeaseOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The lease of the one active orderer. */
@Configuration(proxyBeanMethods = false)
@Import(LeadershipConfiguration.class)
public class OrdererLease {

    @Bean
    LeaseOptions leaseOptions(SequencerProperties properties) {
        return new LeaseOptions(
                properties.rollupId(),
                "orderer",
                properties.ordering().leaseDuration(),
                properties.plays(Role.ORDERER),
                "candor.sequencer.leadership");
    }
}
