package dev.candor.audit.entries;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of entries that are told apart; the code stands in the index, so it never changes. */
public enum EntryKind {
    COVERAGE(0, "Coverage"),
    ARRIVAL(1, "Arrival"),
    PROMISE_ISSUED(2, "PromiseIssued"),
    ADMISSION_REFUSED(3, "AdmissionRefused"),
    BATCH_SEALED(4, "BatchSealed"),
    BATCH_EXECUTED(5, "BatchExecuted"),
    BATCH_POSTED(6, "BatchPosted"),
    BATCH_FINALIZED(7, "BatchFinalized"),
    BATCH_VOIDED(8, "BatchVoided"),
    /** An event of another type, which is then named by its {@code ce_type}. */
    OTHER(100, "Other"),
    UNDECODABLE(101, "Undecodable");

    private static final String TYPE_PREFIX = "dev.candor.";
    private static final String TYPE_SUFFIX = ".v1";

    private final int code;
    private final String label;

    EntryKind(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public int code() {
        return code;
    }

    /** What the REST API calls it; of events it is the event's name. */
    public String label() {
        return label;
    }

    /** Throws {@link IllegalArgumentException} for a code that no kind has. */
    static EntryKind ofCode(int code) {
        return Stream.of(values())
                .filter(kind -> kind.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected the code of a kind, found " + code + "."));
    }

    static Optional<EntryKind> ofLabel(String label) {
        return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** The kind of events with this {@code ce_type}; {@link #OTHER} for one that is not looked into. */
    static EntryKind ofEventType(String type) {
        return Stream.of(values())
                .filter(kind -> kind.code > ARRIVAL.code && kind.code < OTHER.code)
                .filter(kind -> type.equals(TYPE_PREFIX + kind.label + TYPE_SUFFIX))
                .findFirst()
                .orElse(OTHER);
    }
}
