package dev.candor.witness.judge;

import dev.candor.l1.rollup.PostedFacts;
import java.util.Optional;

/** How far this witness has come, for people. */
public final class JudgingState {
    private final JudgingLoop loop;
    private final Judging judging;
    private final PostedFacts posted;
    private final String client;

    JudgingState(JudgingLoop loop, Judging judging, PostedFacts posted, String client) {
        this.loop = loop;
        this.judging = judging;
        this.posted = posted;
        this.client = client;
    }

    /** Posts that are final on L1 and have no verdict here. */
    public long behind() {
        return judging.behind();
    }

    /** Why the next batch cannot be judged now. */
    public Optional<String> trouble() {
        return loop.trouble();
    }

    /** Whether that has lasted longer than this witness's patience. */
    public boolean isStuck() {
        return loop.isStuck();
    }

    /** How far L1 is read. */
    public PostedFacts.Heads l1() {
        return posted.heads();
    }

    /** Which kind of client re-executes. */
    public String client() {
        return client;
    }
}
