package dev.candor.audit.findings.watch;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.NewestAnchor;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.AuditedRollup;
import dev.candor.audit.findings.rules.ForkRule;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.audit.witness.WitnessContradiction;
import dev.candor.audit.witness.Witnesses;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether others have another tree of this log: L1, whose anchors the log's key signed, and the witnesses. */
@Component
class ForkWatch implements Standstills {
    private static final Logger log = LoggerFactory.getLogger(ForkWatch.class);
    private static final long ANCHOR_LOOK_MILLIS = 15_000;

    private final RollupIdentity rollup;
    private final LogKeys keys;
    private final Checkpoints checkpoints;
    private final LogReader reader;
    private final ObjectProvider<NewestAnchor> anchors;
    private final Witnesses witnesses;
    private final FindingBook book;
    private final ForkRule rule;
    private long anchorLookedAtMillis;

    ForkWatch(
            RollupIdentity rollup,
            LogKeys keys,
            Checkpoints checkpoints,
            LogReader reader,
            ObjectProvider<NewestAnchor> anchors,
            Witnesses witnesses,
            FindingBook book) {
        this.rollup = rollup;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.reader = reader;
        this.anchors = anchors;
        this.witnesses = witnesses;
        this.book = book;
        // Who is accused is the log's key: the sequencer has no part in it.
        this.rule = new ForkRule(new AuditedRollup(rollup.id(), rollup.domain(), Hash32.ZERO), keys.address());
    }

    @Override
    public List<Decision> look(long nowMillis) {
        List<Decision> decisions = new ArrayList<>(ofWitnesses());
        NewestAnchor newest = anchors.getIfAvailable();
        if (newest != null && nowMillis - anchorLookedAtMillis >= ANCHOR_LOOK_MILLIS) {
            anchorLookedAtMillis = nowMillis;
            try {
                newest.newest().flatMap(this::ofAnchor).ifPresent(decisions::add);
            } catch (RuntimeException e) {
                log.warn("The newest anchor cannot be compared with the log now, trying again: {}", e.toString());
            }
        }
        return decisions;
    }

    private Optional<Decision> ofAnchor(TreeHead anchored) {
        Optional<PublishedCheckpoint> published =
                checkpoints.newest().filter(checkpoint -> checkpoint.size() >= anchored.size());
        if (published.isEmpty()) {
            // L1 has more than is published here: the stage that publishes says so and stops.
            return Optional.empty();
        }
        TreeHash own = reader.head(anchored.size()).root();
        if (own.equals(anchored.root())) {
            return Optional.empty();
        }
        SignedNote note = SignedNote.parse(published.get().note().toArray()).orThrow();
        return signed(published.get().head(), note)
                .flatMap(served -> rule.judgeAnchored(
                        checkpoint(anchored),
                        new ForkRule.SeenCheckpoint(
                                served,
                                Sighting.elsewhere(
                                        "served here at size " + served.object().size())),
                        hash(own),
                        reader.consistency(anchored.size(), published.get().size()).stream()
                                .map(ForkWatch::hash)
                                .toList(),
                        "for log " + rollup.originHash()))
                .map(Decision.Raise::new);
    }

    private List<Decision> ofWitnesses() {
        List<WitnessContradiction> contradictions = witnesses.contradictions();
        List<Decision> decisions = new ArrayList<>();
        book.openSubjects(FindingKind.WITNESS_CONTRADICTS).stream()
                .filter(subject -> contradictions.stream()
                        .map(contradiction -> Freshness.safe(contradiction.witness()))
                        .noneMatch(subject::equals))
                .filter(subject -> witnesses.troubles().keySet().stream()
                        .map(Freshness::safe)
                        .noneMatch(subject::equals))
                .forEach(subject -> decisions.add(
                        new Decision.Clear(FindingKind.WITNESS_CONTRADICTS, subject, "it cosigns again")));
        for (WitnessContradiction contradiction : contradictions) {
            signed(contradiction.head(), contradiction.note())
                    .map(asked -> ForkRule.contradicted(
                            Freshness.safe(contradiction.witness()),
                            contradiction.witness(),
                            asked,
                            new String(contradiction.note().encode(), StandardCharsets.UTF_8),
                            contradiction.why()))
                    .ifPresent(finding -> decisions.add(new Decision.Raise(finding)));
        }
        return decisions;
    }

    private LogCheckpoint checkpoint(TreeHead head) {
        return new LogCheckpoint(rollup.originHash(), head.size(), hash(head.root()));
    }

    /** The line of the note that L1 can check. */
    private Optional<Signed<LogCheckpoint>> signed(TreeHead head, SignedNote note) {
        return note.signatures().stream()
                .filter(line -> line.keyName().equals(rollup.origin()))
                .map(NoteSignature::signature)
                .map(signature -> new Signed<>(checkpoint(head), Bytes.wrap(signature)))
                .filter(signed -> signed.signer(rollup.domain())
                        .filter(keys.address()::equals)
                        .isPresent())
                .findFirst();
    }

    private static Hash32 hash(TreeHash root) {
        return Hash32.wrap(root.toArray());
    }
}
