package dev.candor.witness.status;

import dev.candor.protocol.eip712.Verdict;
import dev.candor.witness.attest.AttestationView;
import dev.candor.witness.attest.Attestations;
import dev.candor.witness.identity.RollupIdentity;
import dev.candor.witness.judge.JudgingState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this witness sees of a rollup, what it signed, and where it disagrees.
 *
 * @param address signs the attestations
 * @param client which kind of client re-executes
 * @param newestL1Block the last one that was read
 * @param finalL1Block the last one that is final; posts up to it are judged; -1 for none
 * @param batchesBehind posts that are final on L1 and have no verdict here
 * @param trouble why the next batch cannot be judged now
 * @param counts attestations by verdict
 * @param newest what was signed last, newest first
 * @param disagreements the last batches that are INVALID here, newest first
 */
record AttestingView(
        String rollupId,
        String rollup,
        String address,
        String client,
        String newestL1Block,
        String finalL1Block,
        String batchesBehind,
        @Nullable String trouble,
        Map<String, String> counts,
        List<AttestationView> newest,
        List<AttestationView> disagreements) {
    private static final int MAX_SHOWN = 20;

    static AttestingView of(RollupIdentity rollup, Attestations attestations, JudgingState state) {
        Map<String, String> counts = new TreeMap<>();
        attestations.counts().forEach((Verdict verdict, Long count) -> counts.put(verdict.name(), count.toString()));
        return new AttestingView(
                rollup.id().toString(),
                rollup.rollupAddress().toString(),
                attestations.witness().toString(),
                state.client(),
                Long.toString(state.l1().newest()),
                Long.toString(state.l1().finalized()),
                Long.toString(state.behind()),
                state.trouble().orElse(null),
                counts,
                attestations.newest(MAX_SHOWN).stream().map(AttestationView::of).toList(),
                attestations.newestInvalid(MAX_SHOWN).stream()
                        .map(AttestationView::of)
                        .toList());
    }
}
