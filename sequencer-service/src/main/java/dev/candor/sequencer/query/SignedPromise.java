package dev.candor.sequencer.query;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Eip55;
import dev.candor.sequencer.arrivals.IssuedPromise;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(description = "A promise and the order key's signature over its EIP-712 digest (spec/protocol.md section 3).")
record SignedPromise(
        Promise promise,
        @Schema(description = "65 bytes r‖s‖v") String signature) {

    static SignedPromise of(IssuedPromise issued) {
        return new SignedPromise(
                Promise.of(issued.promise()), issued.signature().toHex());
    }

    @Schema(name = "InclusionPromise", description = "The members of the EIP-712 type and nothing else.")
    record Promise(
            @Schema(description = "L2 chain id", example = "901901")
            String rollupId,

            @Schema(description = "Arrival number") String seq,
            String txHash,
            @Schema(description = "Checksummed address") String sender,
            String nonce,

            @Schema(description = "Unix milliseconds by the sequencer's clock")
            String receivedAtMillis,

            @Schema(description = "Unix seconds of L1 by which a batch that covers the arrival is on L1")
            String includeBy,

            String policyHash) {

        static Promise of(InclusionPromise promise) {
            return new Promise(
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
}
