package dev.candor.audit.findings;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.RollupId;

/** The wire forms of FindingRaised and FindingCleared, version 1 (spec/events.md): released, so they never change. */
final class FindingEvents {
    private static final String TOPIC = "candor.findings.v1";

    private FindingEvents() {}

    static Outbox.Event raised(RollupId rollupId, Generation generation, StoredFinding finding) {
        FindingRaisedV1 data = new FindingRaisedV1(
                rollupId.toString(),
                generation.toString(),
                finding.id(),
                finding.kind().name(),
                finding.subject(),
                finding.kind().severity().name(),
                finding.kind().fault(),
                finding.episode(),
                Long.toString(finding.raisedAtMillis()),
                finding.words().expected(),
                finding.words().found(),
                finding.words().todo(),
                finding.evidence());
        return new Outbox.Event(TOPIC, "FindingRaised", eventId("raised", finding), finding.raisedAtMillis(), data);
    }

    static Outbox.Event cleared(
            RollupId rollupId, Generation generation, StoredFinding finding, String because, long atMillis) {
        FindingClearedV1 data = new FindingClearedV1(
                rollupId.toString(),
                generation.toString(),
                finding.id(),
                finding.kind().name(),
                finding.subject(),
                finding.episode(),
                Long.toString(finding.raisedAtMillis()),
                Long.toString(atMillis),
                because);
        return new Outbox.Event(TOPIC, "FindingCleared", eventId("cleared", finding), atMillis, data);
    }

    private static String eventId(String fact, StoredFinding finding) {
        return "%s/%s/%d".formatted(fact, finding.id(), finding.episode());
    }

    /** @param evidence the JSON document of spec/findings.md section 3 */
    record FindingRaisedV1(
            String rollupId,
            String generation,
            String id,
            String kind,
            String subject,
            String severity,
            String fault,
            int episode,
            String raisedAtMillis,
            String expected,
            String found,
            String todo,
            @JsonRawValue String evidence) {}

    record FindingClearedV1(
            String rollupId,
            String generation,
            String id,
            String kind,
            String subject,
            int episode,
            String raisedAtMillis,
            String clearedAtMillis,
            String because) {}
}
