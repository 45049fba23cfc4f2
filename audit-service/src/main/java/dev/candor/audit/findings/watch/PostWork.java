package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.DataRule;
import dev.candor.audit.findings.rules.LateRule;
import dev.candor.audit.findings.rules.Rebuild;
import dev.candor.audit.findings.rules.SeenBatch;
import dev.candor.audit.findings.rules.SeenPost;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.SeenStatement;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostCalldata;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A post in a final L1 block: gathers its calldata, its data and what the log has of the batch, and has it judged. */
@Component
class PostWork {
    private final PostedFacts posted;
    private final FinalFacts facts;
    private final EntryLookups lookups;
    private final SealedWork sealed;
    private final Rebuilds rebuilds;
    private final Deadlines deadlines;
    private final FindingsProperties properties;
    private final Clock clock;

    PostWork(
            PostedFacts posted,
            FinalFacts facts,
            EntryLookups lookups,
            SealedWork sealed,
            Rebuilds rebuilds,
            Deadlines deadlines,
            FindingsProperties properties,
            Clock clock) {
        this.posted = posted;
        this.facts = facts;
        this.lookups = lookups;
        this.sealed = sealed;
        this.rebuilds = rebuilds;
        this.deadlines = deadlines;
        this.properties = properties;
        this.clock = clock;
    }

    Answer judge(Work work, Judges.Known known) {
        Optional<PostedBatch> batch = posted.post(work.generation(), work.number());
        if (batch.isEmpty()) {
            return Answer.nothing();
        }
        Optional<SeenPost> post = seen(batch.get());
        if (post.isEmpty()) {
            return new Answer.Later("the calldata of the post in L1 block "
                    + batch.get().place().blockNumber());
        }
        BatchKey key = new BatchKey(work.generation(), work.number());
        Optional<SeenBatch> logged = sealed.first(key);
        long waited = work.waitedSeconds(clock.millis());
        if (logged.isEmpty()) {
            return waited < properties.grace().toSeconds()
                    ? new Answer.Later(key + " to be logged")
                    : Answer.raising(List.of(known.post().notLogged(post.get(), waited)));
        }
        BatchHeader header = post.get().header().object();
        if (!facts.covers(header.l1OriginNumber())) {
            return new Answer.Later("L1 block " + header.l1OriginNumber() + " to be final");
        }
        List<Decision> decisions = new ArrayList<>();
        known.posts()
                .judge(
                        post.get(),
                        logged.get(),
                        statement(key),
                        generationAt(batch.get().place().blockNumber()),
                        data(logged.get(), header))
                .forEach(finding -> decisions.add(new Decision.Raise(finding)));
        decisions.addAll(late(header, known));
        return new Answer.Judged(decisions);
    }

    private Optional<SeenPost> seen(PostedBatch batch) {
        if (!(posted.calldata(batch) instanceof PostedFacts.Fetched.Found<PostCalldata>(PostCalldata calldata))) {
            return Optional.empty();
        }
        List<Bytes> chunks = posted.chunks(calldata.dataHashes())
                        instanceof PostedFacts.Fetched.Found<List<Bytes>>(List<Bytes> found)
                ? found
                : List.of();
        return Optional.of(new SeenPost(
                new Signed<>(calldata.header(), calldata.headerSignature()),
                calldata.beaconSignature(),
                new Signed<>(calldata.statement(), calldata.statementSignature()),
                calldata.dataHashes(),
                calldata.dataSignature(),
                chunks,
                batch.commitment(),
                "L1 transaction %s in block %d"
                        .formatted(
                                batch.place().transactionHash(), batch.place().blockNumber())));
    }

    private Optional<SeenStatement> statement(BatchKey key) {
        return lookups.ofBatch(EntryKind.BATCH_EXECUTED, key).stream()
                .findFirst()
                .map(entry -> Seen.statement((LoggedEvent.BatchExecuted) entry.event(), entry.index()));
    }

    private Generation generationAt(long block) {
        return posted.rollbacks().stream()
                .filter(rollback -> rollback.place().blockNumber() <= block)
                .reduce((earlier, later) -> later)
                .map(PostedFacts.Rollback::generation)
                .orElse(Generation.ZERO);
    }

    private Optional<DataRule.Context> data(SeenBatch logged, BatchHeader header) {
        Policy policy = facts.policyAt(header.l1OriginNumber());
        return rebuild(logged.header(), policy)
                .filter(rebuild -> rebuild.gives(header))
                .map(rebuild -> new DataRule.Context(policy, rebuild, rebuilds::original));
    }

    private Optional<Rebuild> rebuild(BatchHeader header, Policy policy) {
        long before = sealed.parent(header)
                .map(parent -> parent.header().forcedThrough())
                .orElse(0L);
        return header.seqCount() > Rebuilds.MAX_ARRIVALS ? Optional.empty() : rebuilds.of(header, policy, before);
    }

    /** The promise of the batch with the earliest deadline: if it was kept all were. */
    private List<Decision> late(BatchHeader header, Judges.Known known) {
        Policy policy = facts.policyAt(header.l1OriginNumber());
        Optional<SeenPromise> first = rebuild(header, policy).stream()
                .flatMap(rebuild -> rebuild.arrivals().stream())
                .filter(arrival -> !arrival.empty())
                .min(Comparator.comparingLong(Arrival::receivedAtMillis))
                .flatMap(arrival -> deadlines.promise(arrival.seq()));
        if (first.isEmpty() || deadlines.isRolledBack(first.get().seq())) {
            return List.of();
        }
        return known.late()
                .judge(
                        first.get(),
                        LateRule.deadline(first.get().promise().object(), policy.inclusionDelaySeconds(), 0),
                        deadlines.coverageOf(first.get().seq()));
    }
}
