package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.signing.Signature65;

/** What the sequencer says to a transaction, with its signature. */
sealed interface Answer {

    record Promised(InclusionPromise promise, Signature65 signature) implements Answer {}

    /** @param reasonName the word of the reason, e.g. {@code NONCE_GAP} */
    record Refused(AdmissionRefusal refusal, Signature65 signature, String reasonName) implements Answer {}
}
