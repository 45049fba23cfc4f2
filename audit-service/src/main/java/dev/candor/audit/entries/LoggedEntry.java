package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;

/** An entry of the log and what it says. */
public record LoggedEntry(LogEntry entry, LoggedEvent event) {
    /** Its place in the log's tree. */
    public long index() {
        return entry.index();
    }
}
