package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.rules.Coverage;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.l1.L1Header;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.types.Seq;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What L1 had of the line by when, in final blocks. */
@Component
class Deadlines {
    private final EntryLookups lookups;
    private final PostedFacts posted;
    private final FinalFacts facts;
    private final ShownRows shown;

    Deadlines(EntryLookups lookups, PostedFacts posted, FinalFacts facts, ShownRows shown) {
        this.lookups = lookups;
        this.posted = posted;
        this.facts = facts;
        this.shown = shown;
    }

    /** The first that is logged, else one that somebody showed and the log lacks for good. */
    Optional<SeenPromise> promise(Seq seq) {
        return lookups.promises(seq).stream()
                .findFirst()
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index()))
                .or(() -> shown.at(List.of(seq)).stream()
                        .filter(ShownPromise::isSuppressed)
                        .map(ShownPromise::seen)
                        .findFirst());
    }

    /** L1's time: the newest final block's. */
    long nowSeconds() {
        return facts.head().map(L1Header::timestampSeconds).orElse(0L);
    }

    /** The posts, in final blocks, of all batches that cover a seq: enough to say when it was covered. */
    Coverage coverageOf(Seq seq) {
        List<Coverage.Point> points = lookups.batchesCovering(seq).stream()
                .flatMap(key -> posted.post(key.generation(), key.number()).stream())
                .filter(post -> post.place().blockNumber() <= posted.heads().finalized())
                .map(Deadlines::point)
                .sorted(Comparator.comparingLong(Coverage.Point::atSeconds))
                .toList();
        return new Coverage(points, nowSeconds());
    }

    private static Coverage.Point point(PostedBatch post) {
        return new Coverage.Point(post.commitment().postedAt(), post.coveredCount(), post.forcedThrough());
    }

    /**
     * Whether a rollback voided a batch that covered it: its deadline is then counted from an instant that this release
     * does not read, so it is not judged.
     */
    boolean isRolledBack(Seq seq) {
        return posted.rollbacks().stream()
                .anyMatch(rollback -> lookups.sealed(rollback.anchorHash())
                        .map(entry -> ((LoggedEvent.BatchSealed) entry.event()).header())
                        .filter(anchor -> seq.compareTo(end(anchor)) < 0)
                        .isEmpty());
    }

    private static Seq end(BatchHeader header) {
        return header.firstSeq().plus(header.seqCount());
    }
}
