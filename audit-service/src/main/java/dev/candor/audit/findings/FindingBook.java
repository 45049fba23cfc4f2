package dev.candor.audit.findings;

import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.messaging.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps findings and tells of them. Each change of state becomes one event and one call of the webhook, in the transaction
 * of the detector that decided it: a crash loses both or neither, and a decision that comes again changes nothing.
 */
@Component
public class FindingBook {
    /** Raised findings of one kind; more of them are counted in one that is named {@value #COLLAPSED}. */
    static final int MAX_OPEN_PER_KIND = 64;

    /** Longer evidence is left out of what is told; the parts are in the log entries that it names. */
    static final int MAX_EVIDENCE_BYTES = 512 * 1024;

    static final String COLLAPSED = "more";

    private final FindingRows rows;
    private final Outbox outbox;
    private final WebhookQueue webhook;
    private final FindingMetrics metrics;
    private final RollupIdentity rollup;
    private final GenerationInForce generation;
    private final Clock clock;
    private final JsonMapper json;

    FindingBook(
            FindingRows rows,
            Outbox outbox,
            WebhookQueue webhook,
            FindingMetrics metrics,
            RollupIdentity rollup,
            GenerationInForce generation,
            Clock clock,
            JsonMapper json) {
        this.rows = rows;
        this.outbox = outbox;
        this.webhook = webhook;
        this.metrics = metrics;
        this.rollup = rollup;
        this.generation = generation;
        this.clock = clock;
        this.json = json;
    }

    /** Joins the running transaction, the one that moves the detector on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(List<Decision> decisions) {
        long now = clock.millis();
        // In one order everywhere, so that two detectors never wait for each other's rows.
        decisions.stream().sorted(Comparator.comparing(FindingBook::id)).forEach(decision -> {
            switch (decision) {
                case Decision.Raise(Finding finding) -> raise(finding, now);
                case Decision.Clear(FindingKind kind, String subject, String because) ->
                    clear(Finding.id(kind, subject), because, now);
            }
        });
    }

    /** Of the ids those that are raised now. */
    public Set<String> raisedAmong(List<String> ids) {
        return Set.copyOf(rows.raisedAmong(ids));
    }

    /** Subjects of the raised findings of a kind, the collapsed one left out. */
    public List<String> openSubjects(FindingKind kind) {
        return rows.openSubjects(kind).stream()
                .filter(subject -> !subject.equals(COLLAPSED))
                .toList();
    }

    /** Reads the gauges anew. */
    public void refreshMetrics() {
        metrics.open(rows.openByKind());
    }

    private static String id(Decision decision) {
        return switch (decision) {
            case Decision.Raise(Finding finding) -> finding.id();
            case Decision.Clear(FindingKind kind, String subject, String because) -> Finding.id(kind, subject);
        };
    }

    private void raise(Finding finding, long now) {
        Optional<StoredFinding> stored = rows.locked(finding.id());
        if (stored.isEmpty() && rows.openCount(finding.kind()) >= MAX_OPEN_PER_KIND) {
            raiseOne(collapsed(finding), rows.locked(Finding.id(finding.kind(), COLLAPSED)), now);
        } else {
            raiseOne(finding, stored, now);
        }
    }

    private void raiseOne(Finding finding, Optional<StoredFinding> stored, long now) {
        if (stored.isPresent() && stored.get().state() == FindingState.RAISED) {
            rows.seenAgain(finding.id(), now);
            return;
        }
        if (stored.isPresent()) {
            rows.raiseAnew(finding, evidence(finding), now);
        } else if (!rows.insert(finding, evidence(finding), now)) {
            return;
        }
        StoredFinding told = rows.find(finding.id()).orElseThrow();
        tell(FindingEvents.raised(rollup.id(), generation.now(), told), now);
        metrics.raised(finding.kind());
    }

    private static Finding collapsed(Finding finding) {
        return new Finding(
                finding.kind(),
                COLLAPSED,
                new Words(
                        "at most " + MAX_OPEN_PER_KIND + " findings of this kind at once",
                        "more; the first that is only counted: " + finding.subject() + ": "
                                + finding.words().found(),
                        "See the first ones: most likely they have one cause. Nothing is lost, the log has what each was about."),
                finding.evidence());
    }

    private void clear(String id, String because, long now) {
        Optional<StoredFinding> stored = rows.locked(id).filter(finding -> finding.state() == FindingState.RAISED);
        if (stored.isEmpty()) {
            return;
        }
        rows.clear(id, because, now);
        tell(FindingEvents.cleared(rollup.id(), generation.now(), stored.get(), because, now), now);
        StoredFinding cleared = stored.get();
        boolean onlyTheRest = !cleared.subject().equals(COLLAPSED) && rows.openCount(cleared.kind()) == 1;
        if (onlyTheRest) {
            clear(Finding.id(cleared.kind(), COLLAPSED), "no finding of this kind is left", now);
        }
    }

    private void tell(Outbox.Event event, long now) {
        outbox.add(event);
        webhook.add(event, now);
    }

    private String evidence(Finding finding) {
        String whole = json.writeValueAsString(finding.evidence().json());
        int bytes = whole.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= MAX_EVIDENCE_BYTES) {
            return whole;
        }
        Evidence inTheLog = new Evidence(
                finding.evidence().claim(),
                Map.of("leftOut", bytes + " bytes: see the log entries"),
                finding.evidence().entries());
        return json.writeValueAsString(inTheLog.json());
    }
}
