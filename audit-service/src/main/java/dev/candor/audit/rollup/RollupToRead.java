package dev.candor.audit.rollup;

import dev.candor.l1.rollup.FollowedRollup;
import dev.candor.l1.rollup.RollupReadingConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This rollup is read on L1. */
@Configuration(proxyBeanMethods = false)
@Import(RollupReadingConfiguration.class)
class RollupToRead {

    @Bean
    FollowedRollup followedRollup(RollupIdentity identity, AuditProperties properties) {
        AuditProperties.L1 l1 = properties.l1();
        return new FollowedRollup(
                identity.id(),
                identity.l1ChainId(),
                identity.rollupAddress(),
                l1.rpcUrl(),
                l1.requestTimeout(),
                l1.pollInterval(),
                l1.confirmations(),
                "candor.audit.l1");
    }
}
