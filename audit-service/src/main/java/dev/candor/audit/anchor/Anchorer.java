package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.rollup.AuditProperties;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.L1Follower;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Node;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.transactions.L1DisagreesException;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Address;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of anchoring: read what L1 has, see what became of what was sent, send what is due. Everything it needs is in the database
 * and on L1, so the first round after a crash is like any other. One thread.
 */
class Anchorer {
    private static final int MAX_STEPS_PER_ROUND = 200;

    private final L1Node l1;
    private final AnchorContract contract;
    private final AnchorHistory history;
    private final AnchorRows anchors;
    private final AnchorPlanning planning;
    private final AnchorDue due;
    private final OutboundTransactions<AnchorCall> outbound;
    private final L1Slots<AnchorCall> slots;
    private final Checkpoints checkpoints;
    private final Outbox outbox;
    private final Leadership leadership;
    private final RollupIdentity rollup;
    private final AuditProperties.L1 settings;
    private final AnchorMeters meters;
    private final Clock clock;
    private @Nullable Reading reading;
    private boolean contractKnown;

    Anchorer(
            AnchorParts parts,
            Checkpoints checkpoints,
            Outbox outbox,
            Leadership leadership,
            RollupIdentity rollup,
            AuditProperties properties,
            Clock clock) {
        this.l1 = parts.l1();
        this.contract = parts.contract();
        this.history = parts.history();
        this.anchors = parts.anchors();
        this.planning = parts.planning();
        this.due = parts.due();
        this.outbound = parts.outbound();
        this.slots = parts.slots();
        this.meters = parts.meters();
        this.checkpoints = checkpoints;
        this.outbox = outbox;
        this.leadership = leadership;
        this.rollup = rollup;
        this.settings = properties.l1();
        this.clock = clock;
    }

    /** A follower writes under one term. */
    private record Reading(Term term, L1Follower follower) {}

    /**
     * @throws L1UnavailableException L1 does not answer
     * @throws dev.candor.l1.transactions.L1TroubleException L1 answers, and something keeps anchoring from going on
     * @throws L1DisagreesException fatal
     */
    void round(Term term) {
        requireContractOfThisRollup();
        L1Follower follower = follower(term);
        catchUp(follower);
        L1Header position = history.in(term)
                .position()
                .orElseThrow(() ->
                        new L1UnavailableException("Expected L1 to have the deployment block, found it shorter."));
        promote(term, position, follower.finalizedNumber());
        meters.compared(anchors, checkpoints);
        outbound.track(term, position, call -> planning.refresh(call, position));
        if (!outbound.isPending(call -> true) && due.isDue(anchors.newest(), checkpoints.newest(), clock.millis())) {
            planning.plan(position).ifPresent(call -> outbound.send(term, call, position));
        }
    }

    private void requireContractOfThisRollup() {
        if (contractKnown) {
            return;
        }
        Address found = contract.rollup();
        if (!found.equals(rollup.rollupAddress())) {
            throw new L1DisagreesException(
                    "Expected AuditAnchor %s to be of the Rollup %s, found %s: correct candor.anchor.contract-address."
                            .formatted(contract.address(), rollup.rollupAddress(), found));
        }
        contractKnown = true;
    }

    private L1Follower follower(Term term) {
        Reading current = reading;
        if (current == null || !current.term().equals(term)) {
            current = new Reading(
                    term,
                    new L1Follower(
                            l1,
                            history.in(term),
                            new L1Follower.Settings(
                                    L1Follower.Depth.NEWEST,
                                    List.of(contract.address()),
                                    settings.deploymentBlock(),
                                    L1Follower.Settings.DEFAULT_RANGE_BLOCKS)));
            reading = current;
        }
        return current.follower();
    }

    private static void catchUp(L1Follower follower) {
        for (int step = 0; step < MAX_STEPS_PER_ROUND; step++) {
            L1Follower.Step taken = follower.step();
            boolean behind = taken instanceof L1Follower.Step.Rewound
                    || taken instanceof L1Follower.Step.Applied applied && !applied.caughtUp();
            if (!behind) {
                return;
            }
        }
        throw new L1UnavailableException(
                "Expected to be at L1's newest block, found more to read: the next round goes on.");
    }

    private void promote(Term term, L1Header position, long finalBlock) {
        leadership.fenced(term, () -> {
            long now = clock.millis();
            List<Anchors.Anchor> confirmed = anchors.confirm(position.number() - settings.confirmations(), now);
            confirmed.forEach(anchor -> outbox.add(AnchorEvents.anchored(rollup, anchor, now)));
            anchors.complete(finalBlock, now);
            slots.dropRaw(finalBlock);
            return true;
        });
    }
}
