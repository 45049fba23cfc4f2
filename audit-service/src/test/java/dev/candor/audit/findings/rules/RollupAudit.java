package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.eip712.BatchHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All detectors over all that a {@link HonestRollup} said, as the watching parts would ask them. */
final class RollupAudit {
    private final HonestRollup rollup;
    private final BatchJudge batches;
    private final StatementJudge statements;
    private final PromiseJudge promises;
    private final PostJudge posts;

    RollupAudit(HonestRollup rollup) {
        this.rollup = rollup;
        this.batches = new BatchJudge(rollup.rollup, HonestRollup.GENESIS);
        this.statements = new StatementJudge(rollup.rollup);
        this.promises = new PromiseJudge(rollup.rollup);
        this.posts = new PostJudge(rollup.rollup);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        rollup.batches.forEach(batch -> findings.addAll(of(batch)));
        rollup.promises.forEach(promise -> findings.addAll(of(promise)));
        return findings;
    }

    List<Finding> of(HonestBatch batch) {
        List<Finding> findings = new ArrayList<>(batches.judge(batch.seen(), List.of(), facts(batch)));
        findings.addAll(statements.judge(
                batch.statement(),
                List.of(),
                rollup.keys(),
                batch.seen(),
                rebuilt(batch)
                        .map(rebuild ->
                                rebuild.order(batch.seen().header().seed()).orderLeaves())));
        findings.addAll(posts.judge(
                batch.post(),
                batch.seen(),
                Optional.of(batch.statement()),
                batch.seen().header().generation(),
                data(batch)));
        return findings;
    }

    List<Finding> again(SeenBatch second, HonestBatch first) {
        return batches.judge(second, List.of(first.seen()), facts(first));
    }

    List<Finding> again(SeenStatement second, HonestBatch first) {
        return statements.judge(second, List.of(first.statement()), rollup.keys(), first.seen(), Optional.empty());
    }

    List<Finding> posted(SeenPost post, HonestBatch batch) {
        return posts.judge(post, batch.seen(), Optional.of(batch.statement()), rollup.generation(), data(batch));
    }

    List<Finding> of(SeenPromise promise) {
        List<SeenPromise> others = rollup.promises.stream()
                .filter(other -> other.seq().equals(promise.seq()) && other != promise)
                .toList();
        Sighting at = Sighting.elsewhere("the line");
        boolean covered = rollup.batches.stream()
                .anyMatch(batch -> batch.end() > promise.seq().value());
        return promises.judge(
                promise,
                others,
                rollup.keys(),
                Optional.of(new PromiseRule.LoggedArrival(rollup.value(promise.seq()), at)),
                covered);
    }

    List<Decision> lateness(SeenPromise promise) {
        long deadline = LateRule.deadline(promise.promise().object(), HonestRollup.DELAY_SECONDS, 0);
        return new LateRule(rollup.rollup, 120).judge(promise, deadline, rollup.coverage());
    }

    BatchJudge.Facts facts(HonestBatch batch) {
        return new BatchJudge.Facts(
                rollup.keys(),
                batch.parent(),
                rollup.policy,
                Optional.of(rollup.beacon.key()),
                new ForcedRule.InboxAtOrigin(batch.inboxSize(), batch.inboxSize(), rollup.policy.forcedCap()),
                rebuild(batch),
                batch.promises(rollup),
                false);
    }

    private Rebuild rebuild(HonestBatch batch) {
        BatchHeader header = batch.seen().header();
        int before = batch.parent()
                .map(parent -> (int) parent.header().forcedThrough())
                .orElse(0);
        return new Rebuild(
                rollup.arrivals(header.firstSeq().value(), batch.end()),
                rollup.inbox().subList(before, (int)
                        Math.min(batch.inboxSize(), Math.max(before, header.forcedThrough()))),
                rollup.policy.ordering().underBeacon(header.beaconKind()),
                seq -> rollup.record(seq).map(ArrivalRecord::rawTx));
    }

    private Optional<Rebuild> rebuilt(HonestBatch batch) {
        return Optional.of(rebuild(batch))
                .filter(rebuild -> rebuild.gives(batch.seen().header()));
    }

    private Optional<DataRule.Context> data(HonestBatch batch) {
        return rebuilt(batch)
                .map(rebuild -> new DataRule.Context(
                        rollup.policy,
                        rebuild,
                        seq -> Optional.of(
                                rollup.arrivals(seq.value(), seq.value() + 1).getFirst())));
    }
}
