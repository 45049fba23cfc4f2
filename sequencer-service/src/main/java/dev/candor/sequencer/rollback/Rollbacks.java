package dev.candor.sequencer.rollback;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins a generation here when it has begun on L1 for good. Called by the orderer only, between two of its steps. */
@Component
public class Rollbacks {
    private static final Logger log = LoggerFactory.getLogger(Rollbacks.class);

    private final RollbackRows rows;
    private final BatchJournal journal;
    private final L1View l1;
    private final RollupIdentity rollup;
    private final Leadership leadership;
    private final Outbox outbox;
    private final Clock clock;
    private final AtomicLong inForce = new AtomicLong();

    Rollbacks(
            RollbackRows rows,
            BatchJournal journal,
            L1View l1,
            RollupIdentity rollup,
            Leadership leadership,
            Outbox outbox,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.journal = journal;
        this.l1 = l1;
        this.rollup = rollup;
        this.leadership = leadership;
        this.outbox = outbox;
        this.clock = clock;
        meters.gauge("candor.sequencer.generation", inForce);
    }

    /** The generation that new batches belong to. */
    public Generation generation() {
        Generation generation = rows.generation();
        inForce.set(generation.value());
        return generation;
    }

    /** A rollback that is final on L1 and not applied here. */
    public Optional<Rollback> due() {
        return l1.origin().map(L1Block::number).flatMap(rows::unapplied);
    }

    /**
     * Marks every batch after the anchor as void, tells so, and begins the generation, in one transaction. Nothing else is to be done for the
     * voided arrivals: their rows are what the next cuts cover.
     *
     * @throws ForeignAnchorException the anchor is not the batch that is stored under its number
     * @throws dev.candor.leadership.DeposedException another orderer has taken over; nothing was changed
     */
    public void apply(Rollback rollback, Term term) {
        requireOurAnchor(rollback);
        long now = clock.millis();
        int voided = leadership.fenced(term, () -> {
            List<BatchJournal.VoidedBatch> batches = journal.voidAfter(rollback.anchorNumber(), rollback.generation());
            for (BatchJournal.VoidedBatch batch : batches) {
                batch.batchHash()
                        .ifPresent(hash -> outbox.add(RollbackEvents.voided(rollup, batch, hash, rollback, now)));
            }
            rows.applied(rollback, now);
            return batches.size();
        });
        inForce.set(rollback.generation().value());
        log.warn(
                "Generation {} begins: L1 rolled back to batch {} for fault {} (L1 transaction {}); {} batches are void, their arrivals are ordered again",
                rollback.generation(),
                rollback.anchorNumber(),
                rollback.faultId(),
                rollback.transactionHash(),
                voided);
    }

    private void requireOurAnchor(Rollback rollback) {
        Optional<Hash32> stored = rollback.anchorNumber() == 0
                ? Optional.of(rollup.genesisHash())
                : journal.batchHash(rollback.anchorNumber());
        if (!stored.equals(Optional.of(rollback.anchorHash()))) {
            throw new ForeignAnchorException(
                    "Expected L1 to roll back to a batch of this database, found batch %d with hash %s where %s is stored (L1 transaction %s): nothing was changed and nothing is signed. Restore the newest database; see docs/runbooks/signing-record.md."
                            .formatted(
                                    rollback.anchorNumber(),
                                    rollback.anchorHash(),
                                    stored.map(Hash32::toString).orElse("none"),
                                    rollback.transactionHash()));
        }
    }
}
