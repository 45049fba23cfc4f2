package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.protocol.types.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is decided about one promise but for its deadline; precedence as in {@link BatchJudge}. */
public final class PromiseJudge {
    private final AuditedRollup rollup;
    private final EquivocationRule equivocation;
    private final SignerRule signer = new SignerRule();
    private final PromiseRule promise;

    public PromiseJudge(AuditedRollup rollup) {
        this.rollup = rollup;
        this.equivocation = new EquivocationRule(rollup);
        this.promise = new PromiseRule(rollup.id());
    }

    /** Whether nothing is to be judged: signed by the key in force, and what the logged record promises. The usual case. */
    public boolean isPlain(SeenPromise seen, PromiseRule.LoggedArrival arrival, Address keyInForce) {
        return promise.judge(seen, arrival).isEmpty()
                && seen.promise()
                        .signer(rollup.domain())
                        .filter(keyInForce::equals)
                        .isPresent();
    }

    /**
     * @param others all other promises seen for this seq
     * @param arrival empty when the log has none at the seq by now
     * @param covered whether a sealed batch covers the seq: then the batch's own judgement tells F3
     */
    public List<Finding> judge(
            SeenPromise seen,
            List<SeenPromise> others,
            Keys keys,
            Optional<PromiseRule.LoggedArrival> arrival,
            boolean covered) {
        List<Finding> findings = new ArrayList<>();
        Optional<Address> recovered = seen.promise().signer(rollup.domain());
        signer.judge(seen.promise(), seen.at(), recovered, keys.inForce()).ifPresent(findings::add);
        if (recovered.filter(keys::isSequencer).isEmpty()) {
            return findings;
        }
        List<Finding> twice = new ArrayList<>();
        others.stream()
                .filter(other -> other.promise()
                        .signer(rollup.domain())
                        .filter(keys::isSequencer)
                        .isPresent())
                .forEach(other -> equivocation
                        .judge(
                                new EquivocationRule.Act(other.promise(), other.at()),
                                new EquivocationRule.Act(seen.promise(), seen.at()))
                        .ifPresent(twice::add));
        findings.addAll(twice);
        if (twice.isEmpty() && !covered) {
            arrival.flatMap(logged -> promise.judge(seen, logged)).ifPresent(findings::add);
        }
        return findings;
    }
}
