package dev.candor.leadership;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The bean {@link Leadership}, for a service that imports this class and has a bean {@link LeaseOptions}. */
@Configuration(proxyBeanMethods = false)
public class LeadershipConfiguration {

    @Bean
    LeaseKeeper leaseKeeper(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            LeaseOptions options,
            MeterRegistry meters) {
        return new LeaseKeeper(jdbc, transactionManager, options, meters);
    }
}
