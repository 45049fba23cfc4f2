package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Seq;

/** A promise as somebody showed it. */
public record SeenPromise(Signed<InclusionPromise> promise, Sighting at) {
    public Seq seq() {
        return promise.object().seq();
    }
}
