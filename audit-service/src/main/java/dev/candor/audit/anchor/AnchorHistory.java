package dev.candor.audit.anchor;

import dev.candor.audit.log.LogReader;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.contracts.AuditAnchor;
import dev.candor.l1.FollowerStore;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1DisagreesException;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Turns AuditAnchor's logs into the rows of anchors, forward and, when L1 drops blocks, back. Not thread-safe.
 */
class AnchorHistory implements FollowedBlocks.Effects {
    private static final Logger log = LoggerFactory.getLogger(AnchorHistory.class);
    private static final String ANCHORED = EventEncoder.encode(AuditAnchor.CHECKPOINTANCHORED_EVENT);

    private final FollowedBlocks blocks;
    private final AnchorRows anchors;
    private final L1Slots<AnchorCall> slots;
    private final LogReader tree;
    private final RollupIdentity rollup;
    private final AnchorMeters meters;
    private final Clock clock;

    AnchorHistory(
            FollowedBlocks blocks,
            AnchorRows anchors,
            L1Slots<AnchorCall> slots,
            LogReader tree,
            RollupIdentity rollup,
            AnchorMeters meters,
            Clock clock) {
        this.blocks = blocks;
        this.anchors = anchors;
        this.slots = slots;
        this.tree = tree;
        this.rollup = rollup;
        this.meters = meters;
        this.clock = clock;
    }

    FollowerStore in(Term term) {
        return blocks.in(term, this);
    }

    @Override
    public void undoAbove(long blockNumber) {
        int removed = anchors.removeAbove(blockNumber);
        int transactions = slots.unmine(blockNumber);
        meters.reorgs.increment();
        log.warn(
                "L1 dropped blocks above {}: {} anchors are gone, {} of our transactions are on their way again",
                blockNumber,
                removed,
                transactions);
    }

    @Override
    public void apply(Log entry) {
        if (entry.getTopics().size() < 2
                || !entry.getTopics().get(0).equals(ANCHORED)
                || !Hash32.fromHex(entry.getTopics().get(1)).equals(rollup.originHash())) {
            return;
        }
        AuditAnchor.CheckpointAnchoredEventResponse event = AuditAnchor.getCheckpointAnchoredEventFromLog(entry);
        Anchors.Anchor anchor = new Anchors.Anchor(
                event.size.longValueExact(),
                TreeHash.copyOf(event.root),
                new Anchors.L1Place(
                        Hash32.fromHex(entry.getTransactionHash()),
                        entry.getBlockNumber().longValueExact(),
                        Hash32.fromHex(entry.getBlockHash()),
                        entry.getLogIndex().intValueExact()),
                Anchors.Standing.SEEN,
                clock.millis());
        requireOurs(anchor);
        anchors.add(anchor);
        log.info("L1 block {} anchors size {}", anchor.place().blockNumber(), anchor.size());
    }

    private void requireOurs(Anchors.Anchor anchor) {
        long integrated = tree.integratedSize();
        if (anchor.size() > integrated) {
            throw new L1DisagreesException(
                    "Expected L1 to anchor at most size %d, found size %d in transaction %s: this database is older than the chain. Restore the newest one, see docs/runbooks/log-behind.md."
                            .formatted(integrated, anchor.size(), anchor.place().transactionHash()));
        }
        TreeHead own = tree.head(anchor.size());
        if (!own.equals(anchor.head())) {
            throw new L1DisagreesException(
                    "Expected root %s at size %d on L1, found %s in transaction %s: the log key signed another tree. Stop every process that has it and keep both trees as evidence."
                            .formatted(
                                    own.root(),
                                    anchor.size(),
                                    anchor.root(),
                                    anchor.place().transactionHash()));
        }
    }
}
