package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.rules.AuditedRollup;
import dev.candor.audit.findings.rules.BatchJudge;
import dev.candor.audit.findings.rules.ForcedRule;
import dev.candor.audit.findings.rules.Keys;
import dev.candor.audit.findings.rules.LateRule;
import dev.candor.audit.findings.rules.PostJudge;
import dev.candor.audit.findings.rules.PostRule;
import dev.candor.audit.findings.rules.PromiseJudge;
import dev.candor.audit.findings.rules.PromiseRule;
import dev.candor.audit.findings.rules.RangeRule;
import dev.candor.audit.findings.rules.StatementJudge;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.protocol.types.Address;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The detectors for this rollup, once L1 has said whose acts they judge. */
@Component
class Judges {
    private static final long MILLIS_PER_SECOND = 1000;

    private final RollupIdentity identity;
    private final FinalFacts facts;
    private final FindingsProperties properties;
    private volatile @Nullable Known made;

    Judges(RollupIdentity identity, FinalFacts facts, FindingsProperties properties) {
        this.identity = identity;
        this.facts = facts;
        this.properties = properties;
    }

    /** @param onL1 what the contracts say of the rollup */
    record Known(
            AuditedRollup rollup,
            RollupOnL1 onL1,
            PromiseJudge promises,
            PromiseRule promise,
            BatchJudge batches,
            StatementJudge statements,
            PostJudge posts,
            PostRule post,
            LateRule late,
            ForcedRule forced) {}

    /** Empty until L1 has a final block that is read. */
    Optional<Known> find() {
        if (made == null && facts.head().isPresent()) {
            made = make(facts.rollup());
        }
        return Optional.ofNullable(made);
    }

    private Known make(RollupOnL1 onL1) {
        AuditedRollup rollup = new AuditedRollup(identity.id(), identity.domain(), onL1.sequencerId());
        RangeRule.Genesis genesis =
                new RangeRule.Genesis(onL1.genesisHash(), onL1.genesisTimestampSeconds() * MILLIS_PER_SECOND);
        return new Known(
                rollup,
                onL1,
                new PromiseJudge(rollup),
                new PromiseRule(rollup.id()),
                new BatchJudge(rollup, genesis),
                new StatementJudge(rollup),
                new PostJudge(rollup),
                new PostRule(rollup),
                new LateRule(rollup, properties.warnBeforeDeadline().toSeconds()),
                new ForcedRule(rollup));
    }

    /** With all keys that are known to have been in force. */
    Keys keys(Address inForce) {
        Set<Address> ever = facts.orderKeys().stream()
                .map(FinalFacts.OrderKey::address)
                .filter(address -> !address.isZero())
                .collect(Collectors.toSet());
        return new Keys(inForce, ever);
    }

    /** The newest order key that is known. */
    Optional<Address> newestKey() {
        return facts.orderKeys().stream().map(FinalFacts.OrderKey::address).reduce((earlier, later) -> later);
    }
}
