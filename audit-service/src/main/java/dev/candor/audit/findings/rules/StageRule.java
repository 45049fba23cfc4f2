package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;

/**
 * The log against Kafka and against itself: a stage of the pipeline came upon something that going on would only make
 * worse, and stands.
 */
public final class StageRule {
    private static final int MAX_TEXT_CHARS = 2_000;

    /** What a stage reported. */
    public enum Cause {
        /** Offsets are missing, or were deleted before they were logged. */
        GAP(FindingKind.KAFKA_GAP, "every offset of every logged topic, in order"),
        /** A topic shows less than is logged, or another one took its name. */
        REWOUND(FindingKind.KAFKA_REWOUND, "topics that show at least what is logged"),
        /** A topic shows other bytes at a logged offset. */
        CHANGED(FindingKind.KAFKA_BYTES_DIFFER, "the logged bytes at every logged offset"),
        /** Stored bytes are not what they must be, or the log is behind what others know of it. */
        OWN(FindingKind.LOG_STOPPED, "a log that agrees with its own bytes, its witnesses and its anchors");

        private final FindingKind kind;
        private final String expected;

        Cause(FindingKind kind, String expected) {
            this.kind = kind;
            this.expected = expected;
        }

        public FindingKind kind() {
            return kind;
        }
    }

    /**
     * @param stage {@code [a-z.]+}, for example {@code ingest}
     * @param message expected, found, do, as the stage says it
     */
    public Finding judge(Cause cause, String stage, String message, long sinceMillis) {
        String text = message.length() > MAX_TEXT_CHARS ? message.substring(0, MAX_TEXT_CHARS) : message;
        return new Finding(
                cause.kind(),
                stage,
                new Words(cause.expected, text, "The stage stands until this is repaired: docs/runbooks/findings.md."),
                Evidence.of()
                        .text("stage", stage)
                        .text("message", text)
                        .number("sinceMillis", sinceMillis)
                        .build());
    }
}
