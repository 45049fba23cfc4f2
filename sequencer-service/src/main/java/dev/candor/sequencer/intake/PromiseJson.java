package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Eip55;
import dev.candor.sequencer.arrivals.IssuedPromise;

/** A promise with its signature in JSON (spec/protocol.md section 1), put together by hand: every admission carries one. */
public final class PromiseJson {
    private static final int TYPICAL_CHARACTERS = 640;

    private PromiseJson() {}

    /** {@code {"promise":{…},"signature":"0x…"}} in one line of ASCII. */
    public static String of(IssuedPromise issued) {
        InclusionPromise promise = issued.promise();
        return new StringBuilder(TYPICAL_CHARACTERS)
                .append("{\"promise\":{\"rollupId\":\"")
                .append(promise.rollupId())
                .append("\",\"seq\":\"")
                .append(promise.seq())
                .append("\",\"txHash\":\"")
                .append(promise.txHash().toHex())
                .append("\",\"sender\":\"")
                .append(Eip55.format(promise.sender()))
                .append("\",\"nonce\":\"")
                .append(Long.toUnsignedString(promise.nonce()))
                .append("\",\"receivedAtMillis\":\"")
                .append(promise.receivedAtMillis())
                .append("\",\"includeBy\":\"")
                .append(promise.includeBy())
                .append("\",\"policyHash\":\"")
                .append(promise.policyHash().toHex())
                .append("\"},\"signature\":\"")
                .append(issued.signature().toHex())
                .append("\"}")
                .toString();
    }
}
