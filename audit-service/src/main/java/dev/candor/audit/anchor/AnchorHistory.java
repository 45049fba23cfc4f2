package dev.candor.audit.anchor;

import dev.candor.audit.log.LogReader;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.contracts.AuditAnchor;
import dev.candor.l1.FollowerStore;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Range;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Turns AuditAnchor's logs into the rows of anchors, forward and, when L1 drops blocks, back. Position and effects are one fenced
 * transaction of the term that {@link #in} names.
 */
class AnchorHistory {
    private static final Logger log = LoggerFactory.getLogger(AnchorHistory.class);
    private static final String ANCHORED = EventEncoder.encode(AuditAnchor.CHECKPOINTANCHORED_EVENT);

    private final JdbcClient jdbc;
    private final AnchorRows anchors;
    private final L1Slots<AnchorCall> slots;
    private final LogReader tree;
    private final RollupIdentity rollup;
    private final Leadership leadership;
    private final AnchorMeters meters;
    private final Clock clock;

    AnchorHistory(
            JdbcClient jdbc,
            AnchorRows anchors,
            L1Slots<AnchorCall> slots,
            LogReader tree,
            RollupIdentity rollup,
            Leadership leadership,
            AnchorMeters meters,
            Clock clock) {
        this.jdbc = jdbc;
        this.anchors = anchors;
        this.slots = slots;
        this.tree = tree;
        this.rollup = rollup;
        this.leadership = leadership;
        this.meters = meters;
        this.clock = clock;
    }

    FollowerStore in(Term term) {
        return new FollowerStore() {
            @Override
            public Optional<L1Header> position() {
                return positionBelow(Long.MAX_VALUE);
            }

            @Override
            public Optional<L1Header> positionBelow(long number) {
                return newestBelow(number);
            }

            @Override
            public void apply(L1Range range, long finalizedNumber) {
                leadership.fenced(term, () -> {
                    range.logs().forEach(AnchorHistory.this::apply);
                    remember(range.to(), finalizedNumber);
                    return true;
                });
            }

            @Override
            public void rewind(Optional<L1Header> ancestor) {
                leadership.fenced(term, () -> {
                    undoAbove(ancestor.map(L1Header::number).orElse(-1L));
                    return true;
                });
            }
        };
    }

    private Optional<L1Header> newestBelow(long number) {
        return jdbc.sql("""
                        select number, hash, timestamp_seconds from anchor_position
                        where number < :number order by number desc limit 1""")
                .param("number", number)
                .query((row, index) -> new L1Header(row.getLong(1), Hash32.wrap(row.getBytes(2)), row.getLong(3)))
                .optional();
    }

    /** Of the final blocks only the newest is needed: L1 does not drop any before it. */
    private void remember(L1Header block, long finalizedNumber) {
        jdbc.sql("""
                        insert into anchor_position (number, hash, timestamp_seconds)
                        values (:number, :hash, :timestamp)""")
                .param("number", block.number())
                .param("hash", block.hash().toArray())
                .param("timestamp", block.timestampSeconds())
                .update();
        jdbc.sql("""
                        delete from anchor_position where number <
                            (select max(number) from anchor_position where number <= :final)""").param("final", finalizedNumber).update();
    }

    private void undoAbove(long blockNumber) {
        int removed = anchors.removeAbove(blockNumber);
        int transactions = slots.unmine(blockNumber);
        jdbc.sql("delete from anchor_position where number > :block")
                .param("block", blockNumber)
                .update();
        meters.reorgs.increment();
        log.warn(
                "L1 dropped blocks above {}: {} anchors are gone, {} of our transactions are on their way again",
                blockNumber,
                removed,
                transactions);
    }

    private void apply(Log entry) {
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
