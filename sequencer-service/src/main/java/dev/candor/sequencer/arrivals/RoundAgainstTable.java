package dev.candor.sequencer.arrivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the table holds already for the numbers of a round.
 *
 * @param conflicting another arrival has the number
 * @param ours the row is there: the commit went through though it was reported failed
 * @param filledIn the orderer wrote the row: it is in the line, unpromised
 * @param missing no row
 */
record RoundAgainstTable(List<Pending> conflicting, List<Pending> ours, List<Pending> filledIn, List<Pending> missing) {

    static RoundAgainstTable of(List<Pending> round, List<PromiseRow> existing) {
        Map<Long, PromiseRow> rows = existing.stream().collect(Collectors.toMap(PromiseRow::seq, Function.identity()));
        RoundAgainstTable found =
                new RoundAgainstTable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Pending pending : round) {
            PromiseRow row = rows.get(pending.seq());
            if (row == null) {
                found.missing.add(pending);
            } else if (!row.sameArrival(pending.row())) {
                found.conflicting.add(pending);
            } else {
                (row.filledIn() ? found.filledIn : found.ours).add(pending);
            }
        }
        return found;
    }

    long lowestConflict() {
        return conflicting.stream().mapToLong(Pending::seq).min().orElseThrow();
    }
}
