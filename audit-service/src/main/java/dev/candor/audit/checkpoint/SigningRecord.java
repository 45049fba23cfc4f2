package dev.candor.audit.checkpoint;

import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One root per (origin, size), for ever: committed before either signature over it leaves the process. */
@Component
class SigningRecord {
    private final JdbcClient jdbc;
    private final Leadership leadership;
    private final RollupIdentity rollup;
    private final Clock clock;

    SigningRecord(JdbcClient jdbc, Leadership leadership, RollupIdentity rollup, Clock clock) {
        this.jdbc = jdbc;
        this.leadership = leadership;
        this.rollup = rollup;
        this.clock = clock;
    }

    /** The largest tree that may have been signed. */
    Optional<TreeHead> newest() {
        return jdbc.sql("select size, root from checkpoint_signing where origin = :origin order by size desc limit 1")
                .param("origin", rollup.origin())
                .query((row, index) -> new TreeHead(row.getLong(1), TreeHash.copyOf(row.getBytes(2))))
                .optional();
    }

    /**
     * Returns when the slot is this tree's and that is committed; the same tree again is no change.
     *
     * @throws PipelineFault another root was recorded for the size, or a larger tree: signing would be a fork
     */
    void record(Term term, TreeHead head) {
        TreeHead stored = leadership.fenced(term, () -> {
            jdbc.sql("""
                            insert into checkpoint_signing (origin, size, root, term, signed_at_millis)
                            values (:origin, :size, :root, :term, :now)
                            on conflict do nothing""")
                    .param("origin", rollup.origin())
                    .param("size", head.size())
                    .param("root", head.root().toArray())
                    .param("term", term.value())
                    .param("now", clock.millis())
                    .update();
            return newest().orElseThrow();
        });
        if (!stored.equals(head)) {
            throw new PipelineFault(
                    PipelineFault.Kind.SIGNING_RECORD,
                    ("Expected the signing record of %s to allow root %s at size %d, found root %s at size %d: two signatures would "
                                    + "prove a fork and cost the log's bond. Nothing was signed. See docs/runbooks/log-behind.md.")
                            .formatted(rollup.origin(), head.root(), head.size(), stored.root(), stored.size()));
        }
    }
}
