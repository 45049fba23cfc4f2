package dev.candor.witness.judge;

import dev.candor.l1.batches.Difference;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.witness.reexecute.Reexecuted;
import java.util.List;
import java.util.Optional;

/** What can be said of a posted batch. */
sealed interface Judgement {

    /**
     * A verdict for ever.
     *
     * @param differences none for a VALID batch
     * @param arrivals that it covers; none if it does not rebuild
     * @param own what this witness's client made of it; empty if it does not rebuild
     */
    record Judged(List<Difference> differences, List<Arrival> arrivals, Optional<Reexecuted> own) implements Judgement {
        public Judged {
            differences = List.copyOf(differences);
            arrivals = List.copyOf(arrivals);
        }

        static Judged doesNotRebuild(Difference difference) {
            return new Judged(List.of(difference), List.of(), Optional.empty());
        }

        Verdict verdict() {
            return differences.isEmpty() ? Verdict.VALID : Verdict.INVALID;
        }
    }

    /** @param reason what is missing or broken, on one line */
    record NotNow(String reason) implements Judgement {}
}
