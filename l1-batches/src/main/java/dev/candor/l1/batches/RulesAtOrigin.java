package dev.candor.l1.batches;

import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.List;

/** What L1 demands of a batch at its origin: the policy, and which forced entries it takes. */
public final class RulesAtOrigin {
    private final FinalFacts facts;

    public RulesAtOrigin(FinalFacts facts) {
        this.facts = facts;
    }

    /**
     * @param ordering in force under the header's kind of beacon
     * @param forced the entries that the header takes, in the order of the queue
     */
    public record Rules(Policy policy, OrderingPolicy ordering, List<QueuedForced> forced) {
        public Rules {
            forced = List.copyOf(forced);
        }

        List<ForcedEntry> judged(RollupId rollup) {
            return forced.stream()
                    .map(entry -> ForcedEntry.judge(entry.index(), entry.rawTx(), entry.gasLimit(), rollup))
                    .toList();
        }
    }

    public Hash32 genesisHash() throws CannotRebuildException {
        requireRead(0);
        return facts.rollup().genesisHash();
    }

    /** @throws CannotRebuildException the origin is not read yet, or there are no rules for it */
    public Rules of(BatchHeader header, ParentEnd parent, Differences differences) throws CannotRebuildException {
        long origin = header.l1OriginNumber();
        requireRead(origin);
        long deployment = facts.rollup().deploymentBlock();
        if (origin < deployment) {
            throw CannotRebuildException.impossible(
                    Difference.Part.POLICY_HASH, "an L1 origin from block " + deployment + " on", "origin " + origin);
        }
        Policy policy = facts.policyAt(origin);
        differences.compare(Difference.Part.POLICY_HASH, policy.hash(), header.policyHash());
        return new Rules(policy, ordering(policy, header), forced(header, parent, policy, differences));
    }

    private static OrderingPolicy ordering(Policy policy, BatchHeader header) throws CannotRebuildException {
        try {
            return policy.ordering().underBeacon(header.beaconKind());
        } catch (IllegalArgumentException newer) {
            throw CannotRebuildException.lacking(
                    Difference.Part.POLICY_HASH, "an ordering that this version knows", policy.orderingCode());
        }
    }

    private List<QueuedForced> forced(BatchHeader header, ParentEnd parent, Policy policy, Differences differences)
            throws CannotRebuildException {
        long origin = header.l1OriginNumber();
        long from = parent.forcedThrough();
        long most = from + Integer.toUnsignedLong(policy.forcedCap());
        long lowest = Math.max(from, Math.min(facts.forcedDueThrough(origin), most));
        long highest = Math.min(facts.forcedQueuedThrough(origin), most);
        long through = header.forcedThrough();
        if (through < lowest || through > highest) {
            differences.add(Difference.Part.FORCED_THROUGH, lowest + " to " + highest, through);
        }
        boolean readable = through >= from
                && through <= facts.forcedQueuedThrough(origin)
                && through - from <= FinalFacts.MAX_FORCED;
        if (!readable) {
            throw CannotRebuildException.impossible(Difference.Part.FORCED_THROUGH, lowest + " to " + highest, through);
        }
        return facts.forced(from, through);
    }

    private void requireRead(long height) throws CannotRebuildException {
        if (!facts.covers(height)) {
            throw CannotRebuildException.notYet("L1 block %d is not final or not read yet.".formatted(height));
        }
    }
}
