package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.types.Bytes;

/**
 * Two signed objects of one type: the struct {@code ObjectPair}.
 *
 * @param firstSignature 65 bytes, or of a cut a beacon share of 96
 */
public record SlotPair(SignedObject first, Bytes firstSignature, SignedObject second, Bytes secondSignature) {
    public SlotPair {
        if (!first.typeHash().equals(second.typeHash())) {
            throw new IllegalArgumentException("Expected two objects of one type, found "
                    + first.getClass().getSimpleName() + " and "
                    + second.getClass().getSimpleName() + ".");
        }
    }

    AbiTuple tuple() {
        return new AbiTuple()
                .words(first.typeHash().toArray())
                .bytes(Bytes.wrap(Words.of(first)))
                .bytes(firstSignature)
                .bytes(Bytes.wrap(Words.of(second)))
                .bytes(secondSignature);
    }
}
