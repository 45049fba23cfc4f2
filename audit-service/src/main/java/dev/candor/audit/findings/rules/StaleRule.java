package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import java.time.Duration;
import java.util.Optional;

/** Something that must go on has stood still for longer than its bound: checkpoints, a witness, anchors. */
public final class StaleRule {
    private final FindingKind kind;
    private final Duration bound;
    private final String duty;
    private final String todo;

    private StaleRule(FindingKind kind, Duration bound, String duty, String todo) {
        this.kind = kind;
        this.bound = bound;
        this.duty = duty;
        this.todo = todo;
    }

    /** An entry without a published checkpoint that covers it. */
    public static StaleRule checkpoint(Duration mergeDelay) {
        return new StaleRule(
                FindingKind.CHECKPOINT_STALE,
                mergeDelay,
                "a published checkpoint that covers every entry within " + seconds(mergeDelay),
                "Look at the stages of the pipeline (health group pipeline): most often the witness quorum does not answer. Sequencing goes on.");
    }

    /** A witness of the policy that has not cosigned what is published. */
    public static StaleRule witness(Duration bound) {
        return new StaleRule(
                FindingKind.WITNESS_STALE,
                bound,
                "a cosignature of every new checkpoint by each witness within " + seconds(bound),
                "Ask its operator. One witness fewer than the quorum needs and nothing is published.");
    }

    /** A published checkpoint that L1 does not have. */
    public static StaleRule anchor(Duration bound) {
        return new StaleRule(
                FindingKind.ANCHOR_STALE,
                bound,
                "an anchor on L1 that is at most " + seconds(bound) + " behind the published checkpoint",
                "Look at the anchoring account's balance and at L1's fees. Until then only the witnesses stand for the newest part of the log.");
    }

    /**
     * What the thing does at one moment.
     *
     * @param subject which one: {@code log}, or a witness's name made safe
     * @param behindSinceMillis since when it is behind; empty when it is not
     * @param state what it has, for people and as evidence
     */
    public record Standing(String subject, Optional<Long> behindSinceMillis, String state) {}

    public Decision judge(Standing standing, long nowMillis) {
        boolean stale = standing.behindSinceMillis()
                .filter(since -> nowMillis - since > bound.toMillis())
                .isPresent();
        if (!stale) {
            return new Decision.Clear(kind, standing.subject(), "it is up to date: " + standing.state());
        }
        long since = standing.behindSinceMillis().orElseThrow();
        return new Decision.Raise(new Finding(
                kind,
                standing.subject(),
                new Words(duty, "none for " + (nowMillis - since) / 1000 + " s: " + standing.state(), todo),
                Evidence.of()
                        .number("behindSinceMillis", since)
                        .number("seenAtMillis", nowMillis)
                        .text("state", standing.state())
                        .build()));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
