package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.signing.Signature65;

/** A promise and an order key's signature over its digest. */
public record SignedPromise(InclusionPromise promise, Signature65 signature) {
    AbiTuple tuple() {
        return new AbiTuple().words(Words.of(promise)).bytes(signature.toBytes());
    }
}
