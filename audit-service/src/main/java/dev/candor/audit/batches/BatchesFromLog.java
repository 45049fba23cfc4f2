package dev.candor.audit.batches;

import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.batches.BatchMaking;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.batches.Differences;
import dev.candor.l1.batches.ParentEnd;
import dev.candor.l1.batches.RulesAtOrigin;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.BatchNumber;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes a batch from the logged arrivals. */
@Component
class BatchesFromLog {
    private final EntryLookups lookups;
    private final LoggedArrivals arrivals;
    private final RulesAtOrigin rules;
    private final BatchMaking making;
    private final LoggedClaims claims;
    private final RollupIdentity identity;

    BatchesFromLog(EntryLookups lookups, RulesAtOrigin rules, RollupIdentity identity) {
        this.lookups = lookups;
        this.arrivals = new LoggedArrivals(lookups);
        this.rules = rules;
        this.making = new BatchMaking(identity.domain());
        this.claims = new LoggedClaims(making, identity.domain());
        this.identity = identity;
    }

    /** What was stated about this batch: the first that names its hash, else the first of its key. */
    Optional<LoggedEvent.BatchExecuted> executed(BatchHeader header) {
        List<LoggedEvent.BatchExecuted> stated = lookups
                .ofBatch(
                        EntryKind.BATCH_EXECUTED,
                        new dev.candor.audit.entries.BatchKey(header.generation(), header.number()))
                .stream()
                .map(LoggedEntry::event)
                .map(LoggedEvent.BatchExecuted.class::cast)
                .toList();
        return stated.stream()
                .filter(it -> it.statement().batchHash().equals(header.digest(identity.domain())))
                .findFirst()
                .or(() -> stated.stream().findFirst());
    }

    RebuiltBatch make(LoggedEvent.BatchSealed sealed, Optional<LoggedEvent.BatchExecuted> executed)
            throws CannotRebuildException {
        BatchHeader header = sealed.header();
        Differences differences = new Differences();
        claims.compareClaims(sealed, differences);
        ParentEnd parent = parent(header);
        making.compareWithParent(header, parent, differences);
        RulesAtOrigin.Rules inForce = rules.of(header, parent, differences);
        making.compareCount(header, inForce.policy(), differences);
        List<Arrival> covered = arrivals.of(header.firstSeq(), (int) header.seqCount());
        BatchOrder order = making.order(header, sealed.beaconSignature(), covered, inForce, differences);
        List<OutcomeLeaf> outcomes = claims.outcomes(header, executed, order, differences);
        return new RebuiltBatch(header, inForce.policy(), order, outcomes, differences.all());
    }

    /** In the log a parent stands before its child: one that is not there was never published. */
    private ParentEnd parent(BatchHeader header) throws CannotRebuildException {
        if (header.number().equals(BatchNumber.FIRST)) {
            if (!header.parentHash().equals(rules.genesisHash())) {
                throw CannotRebuildException.impossible(
                        Difference.Part.PARENT_HASH, "genesis " + rules.genesisHash(), header.parentHash());
            }
            return ParentEnd.GENESIS;
        }
        Optional<LoggedEntry> parent = lookups.sealed(header.parentHash());
        if (parent.isEmpty()) {
            throw CannotRebuildException.impossible(
                    Difference.Part.PARENT_HASH, "the hash of a batch that was sealed before", header.parentHash());
        }
        return ParentEnd.of(((LoggedEvent.BatchSealed) parent.get().event()).header());
    }
}
