package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Follower;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1DisagreesException;
import dev.candor.l1.transactions.L1TroubleException;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Term;
import dev.candor.sequencer.rollback.RollbackRows;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.web3j.protocol.Web3j;

/**
 * One round of settlement: read what L1 has, see what became of what was sent, send what is next; nothing while a rollback that
 * L1 has is not applied here. Everything it needs is in the database and on L1, so the first round after a crash is like any
 * other. One thread.
 */
@Component
class Settler {
    private static final int MAX_STEPS_PER_ROUND = 200;

    private final Web3j l1Node;
    private final RollupIdentity identity;
    private final PostedHistory history;
    private final Promotions promotions;
    private final OutboundTransactions<L1Call> outbound;
    private final PostRows posts;
    private final L1Desk desk;
    private final DataPlanning data;
    private final PostPlanning post;
    private final FinalizePlanning finalization;
    private final PinPlanning pins;
    private final RollbackRows rollbacks;
    private @Nullable Reading reading;

    Settler(
            Web3j l1Node,
            RollupIdentity identity,
            PostedHistory history,
            Promotions promotions,
            OutboundTransactions<L1Call> outbound,
            PostRows posts,
            L1Desk desk,
            DataPlanning data,
            PostPlanning post,
            FinalizePlanning finalization,
            PinPlanning pins,
            RollbackRows rollbacks) {
        this.l1Node = l1Node;
        this.identity = identity;
        this.history = history;
        this.promotions = promotions;
        this.outbound = outbound;
        this.posts = posts;
        this.desk = desk;
        this.data = data;
        this.post = post;
        this.finalization = finalization;
        this.pins = pins;
        this.rollbacks = rollbacks;
    }

    /** A follower writes under one term. */
    private record Reading(Term term, L1Follower follower) {}

    /**
     * @throws L1UnavailableException L1 does not answer
     * @throws L1TroubleException L1 answers, and something keeps settlement from going on
     * @throws L1DisagreesException fatal
     */
    void round(Term term) {
        L1Follower follower = follower(term);
        catchUp(follower);
        L1Header position = history.in(term)
                .position()
                .orElseThrow(() ->
                        new L1UnavailableException("Expected L1 to have the deployment block, found it shorter."));
        promotions.promote(term, position, follower.finalizedNumber());
        outbound.track(term, position, call -> refresh(term, call));
        if (rollbacks.isAnnounced()) {
            return;
        }
        long firstUnposted = posts.newest().map(BatchPosts.BatchPost::number).orElse(0L) + 1;
        finalization.send(term, position);
        pins.send(term, firstUnposted, position);
        data.send(term, firstUnposted, position);
        post.send(term, position);
    }

    private L1Follower follower(Term term) {
        Reading current = reading;
        if (current == null || !current.term().equals(term)) {
            L1Follower.Settings settings = new L1Follower.Settings(
                    L1Follower.Depth.NEWEST,
                    List.of(identity.rollupAddress()),
                    identity.l1DeploymentBlock(),
                    L1Follower.Settings.DEFAULT_RANGE_BLOCKS);
            current = new Reading(term, new L1Follower(new Web3jL1Node(l1Node), history.in(term), settings));
            reading = current;
        }
        return current.follower();
    }

    private static void catchUp(L1Follower follower) {
        for (int i = 0; i < MAX_STEPS_PER_ROUND; i++) {
            L1Follower.Step step = follower.step();
            boolean there = step instanceof L1Follower.Step.UpToDate
                    || step instanceof L1Follower.Step.Applied applied && applied.caughtUp();
            if (there) {
                return;
            }
        }
        throw new L1UnavailableException("Expected to catch up with L1 in %d steps, found more to read: reading on."
                .formatted(MAX_STEPS_PER_ROUND));
    }

    /** The same call when it would still pass; else what can be done in its place. */
    private L1Call refresh(Term term, L1Call call) {
        return switch (call.purpose()) {
            case DATA, NOTHING -> call;
            case FINALIZE, PIN -> passes(call) ? call : L1Call.nothing();
            case POST -> passes(call) ? call : leadersPlan(term).orElseGet(L1Call::nothing);
        };
    }

    private Optional<L1Call> leadersPlan(Term term) {
        try {
            return post.plan(term);
        } catch (L1TroubleException refused) {
            return Optional.empty();
        }
    }

    private boolean passes(L1Call call) {
        return desk.preflight(outbound.account(), call.data()) instanceof L1Desk.Preflight.Passes;
    }
}
