package dev.candor.audit.findings.rules;

import static dev.candor.audit.findings.rules.EvidenceCheck.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deadlines, things that stand still, the log against Kafka and against itself. */
class StandingRulesTest {
    private final HonestRollup rollup = new HonestRollup();
    private final RollupAudit audit = new RollupAudit(rollup);

    private static Finding raised(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.Raise.class::isInstance)
                .map(decision -> ((Decision.Raise) decision).finding())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void provesAPromiseThatNoPostKeptInTime() {
        SeenPromise promise = rollup.arrive(1);
        rollup.pass(HonestRollup.DELAY_SECONDS + 30);
        rollup.seal();

        Finding finding = raised(audit.lateness(promise));

        assertThat(finding.id()).isEqualTo("promise-late.0");
        EvidenceCheck evidence = EvidenceCheck.of(finding, rollup)
                .claims("F2", slot(0, 0))
                .isSignedBy("promise", rollup.orderKey.address());
        long deadline = Long.parseLong(evidence.part("deadline").asString());
        assertThat(deadline).isLessThanOrEqualTo(Long.parseLong(evidence.member("promise", "includeBy")));
        assertThat(Long.parseLong(
                        evidence.part("trace").get(0).get("coveredCount").asString()))
                .isLessThanOrEqualTo(Long.parseLong(evidence.member("promise", "seq")));
        assertThat(Long.parseLong(evidence.part("trace").get(1).get("at").asString()))
                .isGreaterThan(deadline);
    }

    @Test
    void warnsOfAPromiseBeforeItsDeadlineAndTakesItBackWhenItIsKept() {
        SeenPromise promise = rollup.arrive(1);
        assertThat(audit.lateness(promise)).isEmpty();
        rollup.pass(HonestRollup.DELAY_SECONDS - 60);

        assertThat(raised(audit.lateness(promise)).id()).isEqualTo("promise-due-soon.0");

        rollup.seal();
        assertThat(audit.lateness(promise))
                .containsExactly(
                        new Decision.Clear(FindingKind.PROMISE_DUE_SOON, "0", "a batch on L1 covers it in time"));
    }

    @Test
    void givesPromisesFromBeforeARollbackMoreTime() {
        SeenPromise promise = rollup.arrive(1);
        long deadline = LateRule.deadline(promise.promise().object(), HonestRollup.DELAY_SECONDS, 0);

        assertThat(LateRule.deadline(promise.promise().object(), HonestRollup.DELAY_SECONDS, deadline))
                .isEqualTo(deadline + HonestRollup.DELAY_SECONDS);
    }

    @Test
    void provesAForcedEntryThatNobodyTook() {
        ForcedRule rule = new ForcedRule(rollup.rollup);
        ForcedRule.Queued entry = new ForcedRule.Queued(0, 30_000, Bytes.fromHex("0xdead"), "0xabc", 1_000);

        List<Decision> late = rule.overdue(entry, new Coverage(List.of(), 1_001));

        assertThat(raised(late).id()).isEqualTo("forced-overdue.0");
        EvidenceCheck.of(raised(late), rollup).claims("F2", slot(1, 0));
        assertThat(rule.overdue(entry, new Coverage(List.of(), 1_000))).isEmpty();
        assertThat(rule.overdue(entry, new Coverage(List.of(new Coverage.Point(1_000, 0, 1)), 2_000)))
                .isEmpty();
    }

    @Test
    void raisesAndClearsWhatStandsStill() {
        StaleRule rule = StaleRule.checkpoint(Duration.ofSeconds(10));

        assertThat(rule.judge(new StaleRule.Standing("log", Optional.of(1_000L), "size 12"), 12_000))
                .isInstanceOf(Decision.Raise.class);
        assertThat(rule.judge(new StaleRule.Standing("log", Optional.of(1_000L), "size 12"), 11_000))
                .isInstanceOf(Decision.Clear.class);
        assertThat(rule.judge(new StaleRule.Standing("log", Optional.empty(), "size 12"), 99_000))
                .isInstanceOf(Decision.Clear.class);
    }

    @Test
    void namesEachStandstillByItsKind() {
        StaleRule.Standing standing = new StaleRule.Standing("w1", Optional.of(0L), "nothing");

        assertThat(raised(List.of(StaleRule.witness(Duration.ofSeconds(1)).judge(standing, 2_000)))
                        .kind())
                .isEqualTo(FindingKind.WITNESS_STALE);
        assertThat(raised(List.of(StaleRule.anchor(Duration.ofSeconds(1)).judge(standing, 2_000)))
                        .kind())
                .isEqualTo(FindingKind.ANCHOR_STALE);
    }

    @Test
    void tellsOfWhatKafkaLostOrChanged() {
        StageRule rule = new StageRule();

        assertThat(rule.judge(StageRule.Cause.GAP, "ingest", "Expected offset 7, found 9", 1)
                        .id())
                .isEqualTo("kafka-gap.ingest");
        assertThat(rule.judge(StageRule.Cause.REWOUND, "ingest.arrivals", "…", 1)
                        .id())
                .isEqualTo("kafka-rewound.ingest.arrivals");
        assertThat(rule.judge(StageRule.Cause.CHANGED, "ingest", "…", 1).id()).isEqualTo("kafka-bytes-differ.ingest");
        assertThat(rule.judge(StageRule.Cause.OWN, "publish", "…", 1).id()).isEqualTo("log-stopped.publish");
        assertThat(EvidenceCheck.of(rule.judge(StageRule.Cause.GAP, "ingest", "found 9", 1), rollup)
                        .part("message")
                        .asString())
                .isEqualTo("found 9");
    }

    @Test
    void provesTwoRootsOfTheLogAtOneSize() {
        ForkRule rule = new ForkRule(rollup.rollup, rollup.orderKey.address());
        Hash32 origin = Keccak256.hashUtf8("log.example/901901");
        ForkRule.SeenCheckpoint ours = seen(new LogCheckpoint(origin, 512, Keccak256.hashUtf8("a")), "served here");
        ForkRule.SeenCheckpoint other = seen(new LogCheckpoint(origin, 512, Keccak256.hashUtf8("b")), "anchored");
        ForkRule.SeenCheckpoint forged = new ForkRule.SeenCheckpoint(
                rollup.sign(new LogCheckpoint(origin, 512, Hash32.ZERO), rollup.strangerKey),
                Sighting.elsewhere("a stranger"));

        Finding finding = rule.judge(ours, other).orElseThrow();

        assertThat(finding.id()).isEqualTo("log-forked.512");
        EvidenceCheck.of(finding, rollup)
                .claims("F10", origin.toHex() + slot(512).substring(2))
                .isSignedBy("first", rollup.orderKey.address())
                .isSignedBy("second", rollup.orderKey.address());
        assertThat(rule.judge(ours, ours)).isEmpty();
        assertThat(rule.judge(ours, forged)).isEmpty();
        assertThat(rule.judge(ours, seen(new LogCheckpoint(origin, 513, Hash32.ZERO), "later")))
                .isEmpty();
    }

    private ForkRule.SeenCheckpoint seen(LogCheckpoint checkpoint, String where) {
        return new ForkRule.SeenCheckpoint(rollup.sign(checkpoint), Sighting.elsewhere(where));
    }
}
