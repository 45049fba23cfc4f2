package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Term;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fixes the origins of batches that wait for long on L1, before L1 forgets their hashes (EIP-2935: 8,191 blocks). */
@Component
class PinPlanning {
    /** Half of what L1 remembers: days on mainnet to get one transaction in. */
    private static final long MAX_AGE_BLOCKS = 4_096;

    private static final long PIN_GAS = 150_000;
    private static final int MAX_BATCHES = 16;

    private final BatchStore batches;
    private final OutboundTransactions<L1Call> outbound;
    private final RollupCalls calls;
    private final JdbcClient jdbc;

    PinPlanning(BatchStore batches, OutboundTransactions<L1Call> outbound, RollupCalls calls, JdbcClient jdbc) {
        this.batches = batches;
        this.outbound = outbound;
        this.calls = calls;
        this.jdbc = jdbc;
    }

    void send(Term term, long firstUnposted, L1Header head) {
        if (outbound.isPending(call -> call.purpose() == L1Call.Purpose.PIN)) {
            return;
        }
        batches.from(firstUnposted, BatchStatus.EXECUTED, MAX_BATCHES).stream()
                .map(StoredBatch::cut)
                .map(cut -> cut.l1OriginNumber())
                .filter(origin -> head.number() - origin > MAX_AGE_BLOCKS)
                .distinct()
                .filter(origin -> !isPinned(origin))
                .findFirst()
                .ifPresent(origin -> outbound.send(term, pin(origin), head));
    }

    private boolean isPinned(long origin) {
        return jdbc.sql(
                        "select 1 from l1_transaction where purpose = 'PIN' and first_number = :origin and status = 'MINED'")
                .param("origin", origin)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private L1Call pin(long origin) {
        return new L1Call(L1Call.Purpose.PIN, 0, origin, origin, Optional.empty(), calls.pinOrigin(origin), PIN_GAS);
    }
}
