package dev.candor.sequencer.arrivals;

import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.signing.Signature65;

/** The wire forms of PromiseIssued and AdmissionRefused, version 1 (spec/events.md): released, so they never change. */
final class PromiseEventForms {
    static final String TOPIC = "candor.promises.v1";

    /** The generation in force: no rollback has been executed yet. */
    private static final String GENERATION = "0";

    private PromiseEventForms() {}

    static Outbox.Event issued(IssuedPromise issued) {
        InclusionPromise promise = issued.promise();
        PromiseIssuedV1 data = new PromiseIssuedV1(
                promise.rollupId().toString(),
                GENERATION,
                PromiseV1.of(promise),
                issued.signature().toHex(),
                issued.rawTx().toHex());
        return new Outbox.Event(TOPIC, "PromiseIssued", "promise/" + promise.seq(), promise.receivedAtMillis(), data);
    }

    static Outbox.Event refused(AdmissionRefusal refusal, Signature65 signature) {
        AdmissionRefusedV1 data = new AdmissionRefusedV1(
                refusal.rollupId().toString(),
                GENERATION,
                RefusalV1.of(refusal),
                RefusalReason.ofCode(refusal.reason()).name(),
                signature.toHex());
        String id = "refusal/%s/%d/%s"
                .formatted(refusal.txHash(), refusal.reason(), Long.toUnsignedString(refusal.refusedAtMillis()));
        return new Outbox.Event(TOPIC, "AdmissionRefused", id, refusal.refusedAtMillis(), data);
    }

    record PromiseIssuedV1(String rollupId, String generation, PromiseV1 promise, String signature, String rawTx) {}

    record AdmissionRefusedV1(
            String rollupId, String generation, RefusalV1 refusal, String reasonName, String signature) {}

    record PromiseV1(
            String rollupId,
            String seq,
            String txHash,
            String sender,
            String nonce,
            String receivedAtMillis,
            String includeBy,
            String policyHash) {

        static PromiseV1 of(InclusionPromise promise) {
            return new PromiseV1(
                    promise.rollupId().toString(),
                    promise.seq().toString(),
                    promise.txHash().toHex(),
                    Eip55.format(promise.sender()),
                    Long.toUnsignedString(promise.nonce()),
                    Long.toUnsignedString(promise.receivedAtMillis()),
                    Long.toUnsignedString(promise.includeBy()),
                    promise.policyHash().toHex());
        }
    }

    record RefusalV1(String rollupId, String txHash, int reason, String refusedAtMillis, String policyHash) {

        static RefusalV1 of(AdmissionRefusal refusal) {
            return new RefusalV1(
                    refusal.rollupId().toString(),
                    refusal.txHash().toHex(),
                    refusal.reason(),
                    Long.toUnsignedString(refusal.refusedAtMillis()),
                    refusal.policyHash().toHex());
        }
    }
}
