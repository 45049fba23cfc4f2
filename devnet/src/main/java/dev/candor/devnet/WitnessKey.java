package dev.candor.devnet;

import dev.candor.keys.DevelopmentSeeds;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.CosignatureV1;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.VerifierKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys with which a witness of a devnet cosigns and attests; public like all keys of a devnet.
 *
 * @param index of the witness, from 0
 */
record WitnessKey(int index) {
    /** Witnesses of a devnet. */
    static final int COUNT = 3;

    static List<WitnessKey> all() {
        return IntStream.range(0, COUNT).mapToObj(WitnessKey::new).toList();
    }

    /** The key name of its cosignatures. */
    String name() {
        return "witness-" + index + ".devnet.candor.example";
    }

    Bytes seed() {
        return DevelopmentSeeds.witness(index);
    }

    /** Signs its attestations. */
    PrivateKey attestation() {
        return PrivateKey.of(DevelopmentSeeds.attestation(index).toArray());
    }

    VerifierKey verifierKey() {
        return CosignatureV1.verifierKey(name(), Ed25519PrivateKey.ofSeed(seed().toArray()));
    }
}
