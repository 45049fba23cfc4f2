package dev.candor.audit.findings.evidence;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.util.Optional;

/**
 * An object with the bytes that claim to be its signature: a value of this type says nothing about whether they are.
 *
 * @param signature 65 bytes when it is one
 */
public record Signed<T extends SignedObject>(T object, Bytes signature) {

    /** Who signed; empty when the bytes are no signature in range or nobody's. Costs about 50 µs. */
    public Optional<Address> signer(CandorDomain domain) {
        try {
            return Secp256k1.recover(object.digest(domain), Signature65.of(signature));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }
}
