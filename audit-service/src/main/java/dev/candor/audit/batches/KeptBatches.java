package dev.candor.audit.batches;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.rollup.PostedBatch;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes batches and keeps the last ones: their parts never change once they are there. */
@Component
class KeptBatches implements Batches {
    /** Leaves of the kept batches, forced entries included. */
    private static final long MAX_KEPT_LEAVES = 100_000;

    private final EntryLookups lookups;
    private final BatchesFromLog fromLog;
    private final BatchesFromL1 fromL1;
    private final Cache<Object, RebuiltBatch> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT_LEAVES)
            .weigher((Object parts, RebuiltBatch batch) -> 1
                    + batch.order().arrivalLeaves().size()
                    + batch.order().orderLeaves().size())
            .build();

    KeptBatches(EntryLookups lookups, BatchesFromLog fromLog, BatchesFromL1 fromL1) {
        this.lookups = lookups;
        this.fromLog = fromLog;
        this.fromL1 = fromL1;
    }

    private record Logged(LoggedEvent.BatchSealed sealed, Optional<LoggedEvent.BatchExecuted> executed) {}

    private interface Making {
        RebuiltBatch make() throws CannotRebuildException;
    }

    @Override
    public Rebuilding rebuilt(BatchKey key) {
        return lookups.ofBatch(EntryKind.BATCH_SEALED, key).stream()
                .findFirst()
                .map(entry -> rebuilt((LoggedEvent.BatchSealed) entry.event()))
                .orElseGet(() -> new Rebuilding.NotYet(key + " is not in the log yet."));
    }

    @Override
    public Rebuilding rebuilt(LoggedEvent.BatchSealed sealed) {
        Logged parts = new Logged(sealed, fromLog.executed(sealed.header()));
        return keptOr(parts, () -> fromLog.make(parts.sealed(), parts.executed()));
    }

    @Override
    public Rebuilding rebuiltFromL1(PostedBatch post) {
        return keptOr(post, () -> rebuilt(fromL1.make(post)));
    }

    private Rebuilding keptOr(Object parts, Making making) {
        RebuiltBatch known = kept.getIfPresent(parts);
        if (known != null) {
            return new Rebuilding.Rebuilt(known);
        }
        try {
            RebuiltBatch made = making.make();
            kept.put(parts, made);
            return new Rebuilding.Rebuilt(made);
        } catch (CannotRebuildException e) {
            return answer(e.why());
        }
    }

    private static RebuiltBatch rebuilt(BatchFromL1 made) {
        return new RebuiltBatch(made.header(), made.policy(), made.order(), List.of(), made.differences());
    }

    private static Rebuilding answer(CannotRebuildException.Why why) {
        return switch (why) {
            case CannotRebuildException.Why.NotYet(String reason) -> new Rebuilding.NotYet(reason);
            case CannotRebuildException.Why.Impossible(Difference difference) -> new Rebuilding.Impossible(difference);
            case CannotRebuildException.Why.Lacking(Difference difference) -> new Rebuilding.Impossible(difference);
        };
    }
}
