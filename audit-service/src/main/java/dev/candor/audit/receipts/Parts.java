package dev.candor.audit.receipts;

import dev.candor.audit.entries.LoggedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a receipt names while it is put together: the parts that are missing, and those that have an entry of the log. */
final class Parts {
    private final List<Receipt.MissingPart> missing = new ArrayList<>();
    private final List<Logged> logged = new ArrayList<>();

    record Logged(String part, LoggedEntry entry) {}

    /** The value; when there is none, the part is missing for that reason. */
    <T> Optional<T> orMissing(Optional<T> value, String part, MissingReason reason) {
        if (value.isEmpty()) {
            missing(part, reason);
        }
        return value;
    }

    void missing(String part, MissingReason reason) {
        missing.add(new Receipt.MissingPart(part, reason));
    }

    void logged(String part, LoggedEntry entry) {
        logged.add(new Logged(part, entry));
    }

    /** In the order of the document. */
    List<Receipt.MissingPart> missing() {
        return List.copyOf(missing);
    }

    /** In the order of the document. */
    List<Logged> logged() {
        return List.copyOf(logged);
    }
}
