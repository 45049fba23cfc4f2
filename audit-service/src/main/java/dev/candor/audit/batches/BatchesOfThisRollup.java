package dev.candor.audit.batches;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.RulesAtOrigin;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedFacts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Batches made anew from L1, repeated transactions looked up in the log. */
@Configuration(proxyBeanMethods = false)
class BatchesOfThisRollup {

    @Bean
    RulesAtOrigin rulesAtOrigin(FinalFacts facts) {
        return new RulesAtOrigin(facts);
    }

    @Bean
    BatchesFromL1 batchesFromL1(
            PostedFacts posted, EntryLookups lookups, RulesAtOrigin rules, RollupIdentity identity) {
        return new BatchesFromL1(posted, new LoggedArrivals(lookups), rules, identity.domain());
    }
}
