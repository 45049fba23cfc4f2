package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.signing.Signature65;

/** A header and the order key's signature over its {@code batchHash}. */
public record SignedHeader(BatchHeader header, Signature65 signature) {
    AbiTuple tuple() {
        return new AbiTuple().words(Words.of(header)).bytes(signature.toBytes());
    }
}
