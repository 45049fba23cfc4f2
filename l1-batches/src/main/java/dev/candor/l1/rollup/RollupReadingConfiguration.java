package dev.candor.l1.rollup;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Reading a rollup on L1, for a service that imports this and has a bean {@link FollowedRollup}. */
@Configuration(proxyBeanMethods = false)
public class RollupReadingConfiguration {

    @Bean
    RollupReading rollupReading(
            FollowedRollup rollup, JdbcClient jdbc, PlatformTransactionManager transactions, MeterRegistry meters) {
        return new RollupReading(rollup, jdbc, transactions, meters);
    }

    @Bean
    FinalFacts finalFacts(RollupReading reading) {
        return reading.finalFacts();
    }

    @Bean
    PostedFacts postedFacts(RollupReading reading) {
        return reading.postedFacts();
    }

    @Bean
    HealthIndicator chain(RollupReading reading) {
        return new ChainHealth(reading);
    }
}
