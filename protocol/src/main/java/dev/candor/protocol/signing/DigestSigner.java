package dev.candor.protocol.signing;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;

/**
 * The port behind which a signing key lives (file, HSM, remote signer). Implementations are thread-safe and
 * deterministic (RFC 6979): the same digest gives the same signature. Callers persist what they sign before they ask.
 */
public interface DigestSigner {
    /** The address that signatures recover to. */
    Address address();

    /** A low-s signature over the 32 bytes as they are. */
    Signature65 sign(Hash32 digest);
}
