package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.GenerationInForce;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.types.Generation;
import org.springframework.stereotype.Component;

/** The generation that the newest executed rollback began. */
@Component
class GenerationOnL1 implements GenerationInForce {
    private final PostedFacts posted;

    GenerationOnL1(PostedFacts posted) {
        this.posted = posted;
    }

    @Override
    public Generation now() {
        return posted.rollbacks().stream()
                .reduce((earlier, later) -> later)
                .map(PostedFacts.Rollback::generation)
                .orElse(Generation.ZERO);
    }
}
