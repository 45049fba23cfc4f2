package dev.candor.audit.receipts;

import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.protocol.types.Bytes;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The value of a logged CloudEvent as it was written: receipts repeat it, and never word it anew. */
@Component
class EventJson {
    private final EntryReader reader;
    private final JsonMapper json;

    EventJson(EntryReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /** @param entry of an event that decoded, so it has this form: length of the type, type, value */
    JsonNode of(LoggedEntry entry) {
        Bytes event = reader.eventOf(entry.entry());
        int typeBytes = event.get(0);
        return json.readTree(event.slice(1 + typeBytes, event.size()).toArray());
    }
}
