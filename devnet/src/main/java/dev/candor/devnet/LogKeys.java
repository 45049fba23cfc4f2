package dev.candor.devnet;

import dev.candor.keys.DevelopmentSeeds;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Ed25519Note;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The keys of a devnet's log, as verifiers are told of them (spec/log.md section 4). */
record LogKeys(String origin) {
    private static final byte[] EIP712 = "candor-eip712".getBytes(StandardCharsets.US_ASCII);

    VerifierKey ed25519() {
        return Ed25519Note.verifierKey(
                origin, Ed25519PrivateKey.ofSeed(DevelopmentSeeds.log().toArray()));
    }

    /** The address that AuditAnchor knows, as a key of signed-note. */
    VerifierKey eip712() {
        Bytes address = Bytes.fromHex(DevnetKeys.log().address());
        return VerifierKey.of(
                origin,
                VerifierKey.PRIVATE_TYPE,
                Bytes.concat(Bytes.wrap(EIP712), address).toArray());
    }

    List<String> verifierKeys() {
        return List.of(ed25519().print(), eip712().print());
    }
}
