package dev.candor.sequencer.arrivals;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;

/** A promise with its signature, whose row is committed. */
public record IssuedPromise(InclusionPromise promise, Signature65 signature, Bytes rawTx) {}
