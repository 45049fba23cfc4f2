package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is decided about one statement without executing anything; precedence as in {@link BatchJudge}. */
public final class StatementJudge {
    private final AuditedRollup rollup;
    private final EquivocationRule equivocation;
    private final SignerRule signer = new SignerRule();
    private final OutcomesRule outcomes;

    public StatementJudge(AuditedRollup rollup) {
        this.rollup = rollup;
        this.equivocation = new EquivocationRule(rollup);
        this.outcomes = new OutcomesRule(rollup);
    }

    /**
     * @param earlier other statements of the slot that were seen before
     * @param batch the sealed batch of the slot
     * @param order its rebuilt order; empty when the header does not rebuild, so that nothing can be compared
     */
    public List<Finding> judge(
            SeenStatement seen,
            List<SeenStatement> earlier,
            Keys keys,
            SeenBatch batch,
            Optional<List<OrderLeaf>> order) {
        List<Finding> findings = new ArrayList<>();
        Optional<Address> recovered = seen.signed().signer(rollup.domain());
        signer.judge(seen.signed(), seen.at(), recovered, keys.inForce()).ifPresent(findings::add);
        if (recovered.filter(keys::isSequencer).isEmpty()) {
            return findings;
        }
        earlier.stream()
                .filter(other -> other.signed()
                        .signer(rollup.domain())
                        .filter(keys::isSequencer)
                        .isPresent())
                .forEach(other -> equivocation.judge(act(other), act(seen)).ifPresent(findings::add));
        if (earlier.stream().allMatch(other -> other.statement().equals(seen.statement()))) {
            Optional<Finding> other = outcomes.ofOtherBatch(seen, batch);
            other.ifPresent(findings::add);
            order.filter(leaves -> other.isEmpty())
                    .flatMap(leaves -> outcomes.judge(seen, leaves))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static EquivocationRule.Act act(SeenStatement seen) {
        return new EquivocationRule.Act(seen.signed(), seen.at());
    }
}
