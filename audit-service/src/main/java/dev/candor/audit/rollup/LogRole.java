package dev.candor.audit.rollup;

import dev.candor.leadership.LeaseOptions;
import dev.candor.messaging.EventSource;
import dev.candor.messaging.RelayOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one writer of the log, and how it speaks in events. */
@Configuration(proxyBeanMethods = false)
class LogRole {

    @Bean
    LeaseOptions leaseOptions(AuditProperties properties) {
        return new LeaseOptions(
                properties.rollupId(), "log writer", properties.log().leaseDuration(), true, "candor.audit.leadership");
    }

    @Bean
    EventSource eventSource(RollupIdentity rollup) {
        return new EventSource(rollup.id().toString(), rollup.eventSource());
    }

    @Bean
    RelayOptions relayOptions() {
        return new RelayOptions(true, "candor.audit.outbox");
    }
}
