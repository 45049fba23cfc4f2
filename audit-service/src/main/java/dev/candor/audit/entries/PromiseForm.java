package dev.candor.audit.entries;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Bytes;
import org.springframework.stereotype.Component;

/** A promise with its signature as the sequencer gives it to who sent the transaction: {@code {"promise":{…},"signature":"0x…"}}. */
@Component
public class PromiseForm {
    private final EventForms forms;

    public PromiseForm(RollupIdentity identity) {
        this.forms = new EventForms(identity.id());
    }

    /** What some bytes are. */
    public sealed interface Reading {
        /** @param signature as it came, of any length and by anybody */
        record Promise(InclusionPromise promise, Bytes signature) implements Reading {}

        /** @param why expected and found, on one line */
        record Malformed(String why) implements Reading {}
    }

    /** @param json UTF-8; members of other names are passed over */
    public Reading read(Bytes json) {
        try {
            EventMembers shown = EventMembers.parse(json);
            return new Reading.Promise(forms.promised(shown.object("promise")), shown.bytes("signature"));
        } catch (UndecodableException e) {
            return new Reading.Malformed(String.valueOf(e.getMessage()));
        }
    }
}
