package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Term;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Raises L1's final floor over batches whose challenge window has passed; anybody may, so being second is no error. */
@Component
class FinalizePlanning {
    private static final Logger log = LoggerFactory.getLogger(FinalizePlanning.class);
    private static final int MAX_BATCHES = 128;
    private static final int GAS_MARGIN_PERCENT = 125;
    private static final int PERCENT = 100;

    private final PostRows posts;
    private final L1Desk desk;
    private final OutboundTransactions<L1Call> outbound;
    private final RollupCalls calls;
    private final SettlementProperties properties;
    private final Clock clock;
    private long lastTriedAtMillis;

    FinalizePlanning(
            PostRows posts,
            L1Desk desk,
            OutboundTransactions<L1Call> outbound,
            RollupCalls calls,
            SettlementProperties properties,
            Clock clock) {
        this.posts = posts;
        this.desk = desk;
        this.outbound = outbound;
        this.calls = calls;
        this.properties = properties;
        this.clock = clock;
    }

    void send(Term term, L1Header head) {
        if (clock.millis() - lastTriedAtMillis < properties.finalizeInterval().toMillis()
                || outbound.isPending(call -> call.purpose() == L1Call.Purpose.FINALIZE)) {
            return;
        }
        Optional<L1Call> call = plan(head);
        lastTriedAtMillis = call.isPresent() ? clock.millis() : lastTriedAtMillis;
        call.ifPresent(it -> outbound.send(term, it, head));
    }

    private Optional<L1Call> plan(L1Header head) {
        long first = posts.finalFloor() + 1;
        List<BatchPosts.BatchPost> ready = posts.finalizable(first, head.timestampSeconds(), MAX_BATCHES);
        if (ready.isEmpty() || ready.getFirst().number() != first) {
            return Optional.empty();
        }
        while (!ready.isEmpty()) {
            L1Call call = call(ready);
            switch (desk.preflight(outbound.account(), call.data())) {
                case L1Desk.Preflight.Passes(long gas) -> {
                    return Optional.of(call.withGasLimit(gas * GAS_MARGIN_PERCENT / PERCENT));
                }
                case L1Desk.Preflight.Reverts refusal ->
                    log.info("L1 would not finalize batches {}-{} now: {}", call.first(), call.last(), refusal);
            }
            ready = ready.subList(0, ready.size() / 2);
        }
        lastTriedAtMillis = clock.millis();
        return Optional.empty();
    }

    private L1Call call(List<BatchPosts.BatchPost> ready) {
        BatchPosts.BatchPost first = ready.getFirst();
        return new L1Call(
                L1Call.Purpose.FINALIZE,
                first.generation(),
                first.number(),
                ready.getLast().number(),
                Optional.empty(),
                calls.finalizeBatches(
                        first.number(),
                        ready.stream().map(BatchPosts.BatchPost::commitment).toList()),
                0);
    }
}
