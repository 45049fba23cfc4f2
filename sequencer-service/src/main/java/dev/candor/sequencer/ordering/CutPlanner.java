package dev.candor.sequencer.ordering;

import dev.candor.protocol.policy.Policy;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import java.util.List;
import java.util.Optional;

/** Decides what the next cut covers; a pure function (protocol.md section 4). */
final class CutPlanner {
    private CutPlanner() {}

    /**
     * @param rows committed arrivals from the parent's end on, without a gap, at least as many as a cut may take if there are
     * @param forced the queued entries after the parent's, at least as many as the policy's cap if there are
     * @param emptyBatchDue whether a batch is due even if it is empty
     */
    record Situation(
            Parent parent,
            Policy policy,
            L1Block origin,
            List<ArrivalRow> rows,
            List<ForcedEntry> forced,
            long nowMillis,
            boolean emptyBatchDue) {}

    /** @param forcedThrough forced entries taken since genesis, this cut's included */
    record Plan(List<ArrivalRow> rows, List<ForcedEntry> forced, long forcedThrough, long sealedAtMillis) {}

    /** @return empty when there is nothing to cut yet */
    static Optional<Plan> plan(Situation situation) {
        Parent parent = situation.parent();
        Policy policy = situation.policy();
        List<ForcedEntry> forced =
                situation.forced().subList(0, Math.min(situation.forced().size(), policy.forcedCap()));
        List<ArrivalRow> rows = withinCaps(situation.rows(), policy, gasOf(forced));
        if (rows.isEmpty() && forced.isEmpty() && !situation.emptyBatchDue()) {
            return Optional.empty();
        }
        return Optional.of(new Plan(
                List.copyOf(rows),
                List.copyOf(forced),
                parent.forcedThrough() + forced.size(),
                Math.max(situation.nowMillis(), parent.sealedAtMillis() + 1)));
    }

    private static long gasOf(List<ForcedEntry> forced) {
        return forced.stream().mapToLong(ForcedEntry::gasLimit).sum();
    }

    /** The longest prefix within the policy's caps; the first arrival is taken whatever they say. */
    private static List<ArrivalRow> withinCaps(List<ArrivalRow> rows, Policy policy, long forcedGas) {
        long gas = forcedGas;
        long bytes = 0;
        int count = 0;
        for (ArrivalRow row : rows) {
            gas += DeclaredGas.of(row);
            bytes += row.rawTx().size();
            boolean within = count < policy.maxCount() && gas <= policy.maxGas() && bytes <= policy.maxBytes();
            if (!within && count > 0) {
                break;
            }
            count++;
        }
        return rows.subList(0, count);
    }
}
