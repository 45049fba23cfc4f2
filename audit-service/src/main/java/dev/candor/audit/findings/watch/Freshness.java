package dev.candor.audit.findings.watch;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.NewestAnchor;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.rules.StageRule;
import dev.candor.audit.findings.rules.StaleRule;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.witness.Witnesses;
import dev.candor.tlog.TreeHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What must go on and what stopped: checkpoints, witnesses, anchors, stages of the pipeline. Since when is kept in memory. */
@Component
class Freshness implements Standstills {
    private static final long ANCHOR_LOOK_MILLIS = 15_000;
    private static final int MAX_NAME_CHARS = 100;
    private static final String LOG = "log";

    private final PipelineMetrics pipeline;
    private final Witnesses witnesses;
    private final Checkpoints checkpoints;
    private final ObjectProvider<NewestAnchor> anchors;
    private final StageFaults faults;
    private final FindingBook book;
    private final StaleRule checkpointRule = StaleRule.checkpoint(PipelineMetrics.MAX_MERGE_DELAY);
    private final StageRule stageRule = new StageRule();
    private final StaleRule witnessRule;
    private final StaleRule anchorRule;
    private final Map<String, Long> troubledSince = new HashMap<>();
    private long anchoredSize = -1;
    private long anchorBehindSinceMillis;
    private long anchorLookedAtMillis;

    Freshness(
            PipelineMetrics pipeline,
            Witnesses witnesses,
            Checkpoints checkpoints,
            ObjectProvider<NewestAnchor> anchors,
            StageFaults faults,
            FindingBook book,
            FindingsProperties properties) {
        this.pipeline = pipeline;
        this.witnesses = witnesses;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.faults = faults;
        this.book = book;
        this.witnessRule = StaleRule.witness(properties.witnessStale());
        this.anchorRule = StaleRule.anchor(properties.anchorStale());
    }

    @Override
    public List<Decision> look(long nowMillis) {
        List<Decision> decisions = new ArrayList<>();
        decisions.add(checkpointRule.judge(checkpoint(nowMillis), nowMillis));
        decisions.addAll(ofWitnesses(nowMillis));
        anchor(nowMillis).ifPresent(standing -> decisions.add(anchorRule.judge(standing, nowMillis)));
        decisions.addAll(ofStages());
        return decisions;
    }

    private StaleRule.Standing checkpoint(long nowMillis) {
        long oldest = pipeline.oldestUnpublished().toMillis();
        return new StaleRule.Standing(
                LOG,
                oldest == 0 ? Optional.empty() : Optional.of(nowMillis - oldest),
                "%d of %d entries published".formatted(pipeline.publishedSize(), pipeline.sequencedSize()));
    }

    private List<Decision> ofWitnesses(long nowMillis) {
        Map<String, String> troubles = witnesses.troubles();
        List<Decision> decisions = new ArrayList<>();
        book.openSubjects(FindingKind.WITNESS_STALE).stream()
                .filter(subject ->
                        troubles.keySet().stream().map(Freshness::safe).noneMatch(subject::equals))
                .forEach(subject ->
                        decisions.add(new Decision.Clear(FindingKind.WITNESS_STALE, subject, "it cosigns again")));
        troubledSince.keySet().retainAll(troubles.keySet());
        troubles.forEach((name, why) -> {
            long since = troubledSince.computeIfAbsent(name, unknown -> nowMillis);
            decisions.add(witnessRule.judge(new StaleRule.Standing(safe(name), Optional.of(since), why), nowMillis));
        });
        // A young trouble clears nothing that was raised before a restart: only the end of the trouble does.
        decisions.removeIf(decision -> decision instanceof Decision.Clear clear
                && troubles.keySet().stream().map(Freshness::safe).anyMatch(clear.subject()::equals));
        return decisions;
    }

    /** A witness's name as a subject. */
    static String safe(String name) {
        String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        String begun = safe.isEmpty() || !Character.isLetterOrDigit(safe.charAt(0)) ? "w" + safe : safe;
        return begun.length() > MAX_NAME_CHARS ? begun.substring(0, MAX_NAME_CHARS) : begun;
    }

    private Optional<StaleRule.Standing> anchor(long nowMillis) {
        NewestAnchor newest = anchors.getIfAvailable();
        Optional<PublishedCheckpoint> published = checkpoints.newest();
        if (newest == null || published.isEmpty() || nowMillis - anchorLookedAtMillis < ANCHOR_LOOK_MILLIS) {
            return Optional.empty();
        }
        anchorLookedAtMillis = nowMillis;
        long size = newest.newest().map(TreeHead::size).orElse(0L);
        if (size != anchoredSize) {
            anchoredSize = size;
            anchorBehindSinceMillis = nowMillis;
        }
        boolean behind = size < published.get().size();
        return Optional.of(new StaleRule.Standing(
                LOG,
                behind ? Optional.of(anchorBehindSinceMillis) : Optional.empty(),
                "anchored %d of %d published entries"
                        .formatted(size, published.get().size())));
    }

    private List<Decision> ofStages() {
        List<StageFaults.StageFault> standing = faults.all();
        List<Decision> decisions = new ArrayList<>();
        for (StageRule.Cause cause : StageRule.Cause.values()) {
            book.openSubjects(cause.kind()).stream()
                    .filter(subject -> standing.stream()
                            .noneMatch(fault -> subject.equals(fault.stage()) && cause(fault.kind()) == cause))
                    .forEach(subject -> decisions.add(new Decision.Clear(cause.kind(), subject, "the stage goes on")));
        }
        standing.forEach(fault -> decisions.add(new Decision.Raise(
                stageRule.judge(cause(fault.kind()), fault.stage(), fault.message(), fault.sinceMillis()))));
        return decisions;
    }

    private static StageRule.Cause cause(PipelineFault.Kind kind) {
        return switch (kind) {
            case GAP, TRUNCATED -> StageRule.Cause.GAP;
            case REWOUND, REPLACED -> StageRule.Cause.REWOUND;
            case CHANGED -> StageRule.Cause.CHANGED;
            case STORED_BYTES, BEHIND, SIGNING_RECORD -> StageRule.Cause.OWN;
        };
    }
}
