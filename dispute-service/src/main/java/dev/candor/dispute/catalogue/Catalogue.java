package dev.candor.dispute.catalogue;

import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.dispute.rollup.CourtIdentity;
import dev.candor.protocol.types.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts words and rules side by side. */
@Component
class Catalogue {
    private final FaultTexts texts;
    private final RulesOnL1 rules;
    private final CourtIdentity identity;
    private final CourtContracts contracts;

    Catalogue(FaultTexts texts, RulesOnL1 rules, CourtIdentity identity, CourtContracts contracts) {
        this.texts = texts;
        this.rules = rules;
        this.identity = identity;
        this.contracts = contracts;
    }

    /** @throws dev.candor.l1.L1UnavailableException L1 does not say */
    CatalogueV1 now() {
        RulesOnL1.Version version = rules.newest();
        Map<String, String> parameters = rules.parameters();
        List<FaultV1> faults = texts.all().stream()
                .map(text -> fault(text, rules.rule(text.kind(), version), parameters))
                .toList();
        return new CatalogueV1(
                identity.id().toString(),
                contracts.ruleBook().toHex(),
                Long.toString(version.number()),
                version.hash().toHex(),
                faults,
                parameters);
    }

    private FaultV1 fault(FaultText text, Optional<RulesOnL1.Rule> rule, Map<String, String> parameters) {
        return new FaultV1(
                text.id(),
                text.kind(),
                text.name(),
                text.definition(),
                text.evidence(),
                decidedBy(rule),
                text.penalty(),
                text.remedy(),
                rule.map(found -> view(found, parameters)).orElse(null));
    }

    private static String decidedBy(Optional<RulesOnL1.Rule> rule) {
        if (rule.isEmpty()) {
            return "Nobody: there is no rule for it on L1.";
        }
        return switch (rule.get().decision()) {
            case CHECKER -> "A contract that checks the proof: no vote, no bond, anybody may bring it.";
            case COURT -> "The witnesses: more than half of all seats.";
        };
    }

    private FaultV1.RuleV1 view(RulesOnL1.Rule rule, Map<String, String> parameters) {
        return new FaultV1.RuleV1(
                rule.decision().name(),
                rule.penalty().name(),
                rule.remedy().name(),
                checker(rule),
                rule.evidenceSchema().toHex(),
                texts.schema(rule.evidenceSchema()).orElse(null),
                rule.window().map(parameters::get).orElse(null));
    }

    private static @Nullable String checker(RulesOnL1.Rule rule) {
        return rule.checker().equals(Address.ZERO) ? null : rule.checker().toHex();
    }
}
