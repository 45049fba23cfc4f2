package dev.candor.audit.checkpoint;

import dev.candor.audit.log.LogProgress;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.RecheckedTree;
import dev.candor.audit.log.Stage;
import dev.candor.audit.log.StoredTrees;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.audit.witness.CosignRequest;
import dev.candor.audit.witness.LogPolicy;
import dev.candor.audit.witness.Witnesses;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.PolicyVerdict;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHead;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The last stage: recomputes the root from stored bytes, records it, signs it, has it cosigned by a quorum, publishes it.
 * Begins by comparing itself with what witnesses and L1 have. Without a quorum nothing is published, and the other stages go
 * on.
 */
@Component
class Publication implements Stage.Work {
    private final LogProgress progress;
    private final LogReader log;
    private final StoredTrees trees;
    private final SigningRecord record;
    private final LogKeys keys;
    private final Witnesses witnesses;
    private final LogPolicy policy;
    private final StoredCheckpoints checkpoints;
    private final ObjectProvider<NewestAnchor> anchor;
    private final Leadership leadership;
    private final RollupIdentity rollup;
    private final CheckpointProperties properties;
    private final PipelineMetrics metrics;
    private final Clock clock;
    private volatile @Nullable String waiting;
    private @Nullable RecheckedTree tree;
    private long publishedSize;

    Publication(
            LogProgress progress,
            LogReader log,
            StoredTrees trees,
            SigningRecord record,
            LogKeys keys,
            Witnesses witnesses,
            LogPolicy policy,
            StoredCheckpoints checkpoints,
            ObjectProvider<NewestAnchor> anchor,
            Leadership leadership,
            RollupIdentity rollup,
            CheckpointProperties properties,
            PipelineMetrics metrics,
            Clock clock) {
        this.progress = progress;
        this.log = log;
        this.trees = trees;
        this.record = record;
        this.keys = keys;
        this.witnesses = witnesses;
        this.policy = policy;
        this.checkpoints = checkpoints;
        this.anchor = anchor;
        this.leadership = leadership;
        this.rollup = rollup;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Duration round(Term term) throws InterruptedException {
        RecheckedTree checked = tree;
        if (checked == null) {
            Optional<RecheckedTree> opened = open(term);
            if (opened.isEmpty()) {
                return properties.interval();
            }
            checked = opened.get();
            tree = checked;
        }
        TreeHead integrated = progress.read().integrated();
        if (integrated.size() == publishedSize) {
            waiting = null;
            return properties.interval();
        }
        long begin = System.nanoTime();
        TreeHead head = checked.extendTo(integrated);
        record.record(term, head);
        long signed = System.nanoTime();
        CosignRequest request = ask(head);
        if (request.await(() -> isCosigned(request.cosignedNote()), properties.quorumTimeout())) {
            metrics.cosigned(Duration.ofNanos(System.nanoTime() - signed));
            publish(term, request);
        } else {
            StartCheck.requireFewAhead(request, policy.policy(), properties.disbelievedWitnesses());
            waiting = "Expected a quorum to cosign size %d within %d ms, found %s; entries are taken all the same."
                    .formatted(head.size(), properties.quorumTimeout().toMillis(), refusals(request));
        }
        return properties.interval().minusNanos(System.nanoTime() - begin).isNegative()
                ? Duration.ZERO
                : properties.interval().minusNanos(System.nanoTime() - begin);
    }

    /** What must be true before the first signature: nothing if not enough witnesses have answered yet. */
    private Optional<RecheckedTree> open(Term term) throws InterruptedException {
        TreeHead signed = record.newest().orElse(TreeHead.EMPTY);
        NewestAnchor onL1 = anchor.getIfAvailable();
        StartCheck.againstL1(signed, onL1 == null ? Optional.empty() : onL1.newest(), log);
        RecheckedTree stored = trees.recheck(signed);
        // The same signature as before, if there was one: its slot is recorded.
        record.record(term, signed);
        CosignRequest request = ask(signed);
        request.await(request::hasAnswerOfAll, properties.quorumTimeout());
        if (!StartCheck.againstWitnesses(request, policy.policy(), properties.disbelievedWitnesses())) {
            waiting =
                    "Expected a quorum of witnesses to say that size %d is their newest before anything is signed, found %s."
                                    .formatted(signed.size(), refusals(request))
                            + StartCheck.advice(request, properties.disbelievedWitnesses());
            return Optional.empty();
        }
        publishedSize = checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L);
        if (signed.size() > publishedSize && isCosigned(request.cosignedNote())) {
            publish(term, request);
        }
        metrics.published(publishedSize);
        waiting = null;
        return Optional.of(stored);
    }

    private CosignRequest ask(TreeHead head) {
        SignedNote note = keys.sign(new Checkpoint(rollup.origin(), head));
        return witnesses.ask(head, note, this::late);
    }

    private boolean isCosigned(SignedNote note) {
        return policy.policy().evaluate(note, keys.verifiers()) instanceof PolicyVerdict.Satisfied;
    }

    private void publish(Term term, CosignRequest request) {
        SignedNote note = request.close();
        TreeHead head = request.head();
        checkpoints.publish(
                term, new PublishedCheckpoint(head.size(), head.root(), Bytes.wrap(note.encode()), clock.millis()));
        long before = publishedSize;
        publishedSize = head.size();
        waiting = null;
        metrics.published(head.size());
        trees.dropPartials(before, head.size());
    }

    /** On a witness's thread. */
    private void late(CosignRequest request, List<NoteSignature> lines) {
        leadership
                .current()
                .ifPresent(
                        term -> checkpoints.addCosignatures(term, request.head().size(), lines));
    }

    private static String refusals(CosignRequest request) {
        List<String> words = request.refusals().stream()
                .map(refusal -> refusal.witness() + ": " + refusal.why())
                .toList();
        return words.isEmpty() ? "no answer" : String.join(" ", words);
    }

    /** Why nothing is published at the moment. */
    Optional<String> waiting() {
        return Optional.ofNullable(waiting);
    }

    @Override
    public void forget() {
        tree = null;
    }
}
