package dev.candor.dispute.driver;

import dev.candor.dispute.courtlog.CourtEvent;
import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.driver.CourtCall.Purpose;
import dev.candor.dispute.driver.CourtPlanning.Plan;
import dev.candor.dispute.filing.Filing;
import dev.candor.dispute.filing.Filings;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.l1.L1Follower;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Node;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round: read what L1 has, see what became of what was sent, send what is due. The first round after a crash is like any
 * other. One thread.
 */
class CourtDriver {
    private static final Logger log = LoggerFactory.getLogger(CourtDriver.class);
    private static final int MAX_STEPS_PER_ROUND = 200;

    private final L1Node l1;
    private final CourtContracts contracts;
    private final FollowedBlocks blocks;
    private final CourtHistory history;
    private final CourtEvents events;
    private final Filings filings;
    private final CourtPlanning planning;
    private final OutboundTransactions<CourtCall> outbound;
    private final L1Slots<CourtCall> slots;
    private final Leadership leadership;
    private final DriverMeters meters;
    private final Duration retryAfter;
    private final Clock clock;
    private final Map<Hash32, Long> restsUntilMillis = new HashMap<>();
    private @Nullable Reading reading;

    CourtDriver(DriverParts parts, Leadership leadership, Duration retryAfter, Clock clock) {
        this.l1 = parts.l1();
        this.contracts = parts.contracts();
        this.blocks = parts.blocks();
        this.history = parts.history();
        this.events = parts.events();
        this.filings = parts.filings();
        this.planning = parts.planning();
        this.outbound = parts.outbound();
        this.slots = parts.slots();
        this.meters = parts.meters();
        this.leadership = leadership;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** A follower writes under one term. */
    private record Reading(Term term, L1Follower follower) {}

    /**
     * @throws L1UnavailableException L1 does not answer
     * @throws dev.candor.l1.transactions.L1TroubleException L1 answers, and something keeps every case from going on
     */
    void round(Term term) {
        L1Follower follower = follower(term);
        catchUp(follower);
        L1Header position = blocks.in(term, history)
                .position()
                .orElseThrow(() ->
                        new L1UnavailableException("Expected L1 to have the deployment block, found it shorter."));
        leadership.fenced(term, () -> {
            slots.dropRaw(follower.finalizedNumber());
            return true;
        });
        outbound.track(term, position, planning::refresh);
        proveWhatIsFiled(term, position);
        List<CourtEvent> slashes = events.slashesDue(position.timestampSeconds());
        List<CourtEvent> disputes = events.disputesDue(position.timestampSeconds());
        resolve(term, position, Purpose.EXECUTE_SLASH, slashes, planning::executeSlash);
        resolve(term, position, Purpose.CLOSE, disputes, planning::close);
        meters.waiting(filings, slashes.size() + disputes.size());
    }

    private L1Follower follower(Term term) {
        Reading current = reading;
        if (current == null || !current.term().equals(term)) {
            L1Follower.Settings settings = new L1Follower.Settings(
                    L1Follower.Depth.NEWEST,
                    List.of(contracts.faultRegister(), contracts.bondVault(), contracts.court()),
                    contracts.deploymentBlock(),
                    L1Follower.Settings.DEFAULT_RANGE_BLOCKS);
            current = new Reading(term, new L1Follower(l1, blocks.in(term, history), settings));
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

    private void proveWhatIsFiled(Term term, L1Header position) {
        for (Filing filing : filings.due(clock.millis(), OutboundTransactions.MAX_IN_FLIGHT)) {
            boolean pending = outbound.isPending(call -> call.isFor(Purpose.COMMIT, filing.evidenceHash())
                    || call.isFor(Purpose.PROVE, filing.evidenceHash()));
            if (pending || outbound.freePlaces() <= 0) {
                continue;
            }
            switch (planning.prove(filing)) {
                case Plan.Send(CourtCall call) -> {
                    outbound.send(term, call, position);
                    filings.clear(filing);
                }
                case Plan.Wait wait -> {}
                case Plan.Obstacle(String why) -> {
                    log.warn("Evidence {} of fault {} cannot go on: {}", filing.evidenceHash(), filing.faultId(), why);
                    filings.obstruct(filing, why, clock.millis() + retryAfter.toMillis());
                }
            }
        }
    }

    private void resolve(
            Term term, L1Header position, Purpose purpose, List<CourtEvent> due, Function<Hash32, Plan> plan) {
        restsUntilMillis.values().removeIf(until -> until <= clock.millis());
        for (CourtEvent event : due) {
            Hash32 subject = event.subject();
            boolean pending = outbound.isPending(call -> call.isFor(purpose, subject));
            if (pending || outbound.freePlaces() <= 0 || restsUntilMillis.containsKey(subject)) {
                continue;
            }
            switch (plan.apply(subject)) {
                case Plan.Send(CourtCall call) -> outbound.send(term, call, position);
                case Plan.Wait wait -> {}
                case Plan.Obstacle(String why) -> {
                    log.info("{} for {} does not pass yet: {}", purpose, subject, why);
                    restsUntilMillis.put(subject, clock.millis() + retryAfter.toMillis());
                }
            }
        }
    }
}
