package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.types.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is decided about one post on L1 against the log. */
public final class PostJudge {
    private final AuditedRollup rollup;
    private final EquivocationRule equivocation;
    private final PostRule posts;
    private final DataRule data;

    public PostJudge(AuditedRollup rollup) {
        this.rollup = rollup;
        this.equivocation = new EquivocationRule(rollup);
        this.posts = new PostRule(rollup);
        this.data = new DataRule(rollup);
    }

    /**
     * @param inForce the generation on L1 when it was posted
     * @param data empty when the header itself does not rebuild from the log, which is told of it already: then no data could
     */
    public List<Finding> judge(
            SeenPost post,
            SeenBatch logged,
            Optional<SeenStatement> statement,
            Generation inForce,
            Optional<DataRule.Context> data) {
        List<Finding> findings = new ArrayList<>();
        posts.ofOtherGeneration(post, inForce).ifPresent(findings::add);
        posts.asLogged(post, logged, statement).ifPresent(findings::add);
        Sighting onL1 = Sighting.elsewhere(post.place());
        twice(logged.signedHeader(), logged.at(), post.header(), onL1).ifPresent(findings::add);
        statement
                .flatMap(seen -> twice(seen.signed(), seen.at(), post.statement(), onL1))
                .ifPresent(findings::add);
        data.flatMap(context -> this.data.judge(post, context)).ifPresent(findings::add);
        return findings;
    }

    /** The posted object is the sequencer's, as L1 has checked; the logged one counts when the same key signed it. */
    private Optional<Finding> twice(
            Signed<? extends SignedObject> logged, Sighting at, Signed<? extends SignedObject> posted, Sighting onL1) {
        boolean sameKey = logged.signer(rollup.domain()).equals(posted.signer(rollup.domain()))
                && logged.signer(rollup.domain()).isPresent();
        return sameKey
                ? equivocation.judge(new EquivocationRule.Act(logged, at), new EquivocationRule.Act(posted, onL1))
                : Optional.empty();
    }
}
