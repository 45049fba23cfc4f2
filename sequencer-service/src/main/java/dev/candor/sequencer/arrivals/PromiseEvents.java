package dev.candor.sequencer.arrivals;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.signing.Signature65;

/** Publishes what was said at the door (topic candor.promises.v1). Promises publish themselves: each of their rows is relayed. */
public interface PromiseEvents {

    /** Returns at once. While the broker is away or behind, refusals are dropped and counted; they bind nobody. */
    void refused(AdmissionRefusal refusal, Signature65 signature);
}
