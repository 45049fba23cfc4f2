package dev.candor.keys;

import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Keys from files, one 0x-hex secret each. The file of the key called {@code order} is configured as
 * {@code candor.keys.order-key-file}, and so on for every name.
 */
public final class KeyFiles {
    /** The one profile in which well-known keys may sign. */
    public static final String DEVNET_PROFILE = "devnet";

    private static final int MAX_KEY_FILE_BYTES = 256;

    /** The accounts of the mnemonic "test test test test test test test test test test test junk", known to everybody. */
    private static final Set<String> DEVELOPMENT_ADDRESSES = Set.of(
            "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
            "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
            "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
            "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
            "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65",
            "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
            "0x976ea74026e726554db657fa54763abd0c3a0aa9",
            "0x14dc79964da2c08b23698b3d3cc7ca32193d9955",
            "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
            "0xa0ee7a142d267c1f36714e4a8f75612f20a79720");

    private final boolean mayBeWellKnown;

    /** @param mayBeWellKnown whether the service runs with {@link #DEVNET_PROFILE} */
    public KeyFiles(boolean mayBeWellKnown) {
        this.mayBeWellKnown = mayBeWellKnown;
    }

    /**
     * A secp256k1 key.
     *
     * @throws IllegalStateException there is no such file, or its key is a well-known development key outside the devnet
     */
    public DigestSigner signer(String name, Path file) {
        Bytes secret = read(name, file);
        if (DevelopmentSeeds.isDerived(secret)) {
            refuseWellKnown(name, file, secret);
        }
        DigestSigner signer = new InMemorySigner(PrivateKey.of(secret.toArray()));
        refuseWellKnown(name, signer.address());
        return signer;
    }

    /**
     * The 32-byte seed of an Ed25519 key (RFC 8032 section 5.1.5).
     *
     * @throws IllegalStateException there is no such file, it has another length, or it is a well-known development seed
     *     outside the devnet
     */
    public Bytes ed25519Seed(String name, Path file) {
        Bytes seed = read(name, file);
        if (seed.size() != DevelopmentSeeds.SEED_BYTES) {
            throw new IllegalStateException("Expected the %s key as a seed of %d bytes, found %d in \"%s\"."
                    .formatted(name, DevelopmentSeeds.SEED_BYTES, seed.size(), file));
        }
        refuseWellKnown(name, file, seed);
        return seed;
    }

    /**
     * The bytes of the file, for keys of other curves, e.g. a BLS scalar. The caller checks what they are.
     *
     * @throws IllegalStateException there is no such file, or it has a well-known development secret outside the devnet
     */
    public Bytes secret(String name, Path file) {
        Bytes secret = read(name, file);
        refuseWellKnown(name, file, secret);
        return secret;
    }

    private void refuseWellKnown(String name, Path file, Bytes secret) {
        if (!mayBeWellKnown && DevelopmentSeeds.isWellKnown(secret)) {
            throw new IllegalStateException(
                    ("Expected a secret %s key, found a well-known development secret in \"%s\": anybody can sign with it. "
                                    + "Make a new one, e.g. echo 0x$(openssl rand -hex 32), or run with the profile \"devnet\".")
                            .formatted(name, file));
        }
    }

    private static Bytes read(String name, Path file) {
        try {
            if (file.toString().isEmpty() || !Files.isRegularFile(file) || Files.size(file) > MAX_KEY_FILE_BYTES) {
                throw new IllegalStateException(
                        "Expected the %s key in a file with one 0x-hex private key, found \"%s\": set candor.keys.%s-key-file."
                                .formatted(name, file, name));
            }
            return Bytes.fromHex(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the %s key file %s".formatted(name, file), e);
        }
    }

    private void refuseWellKnown(String name, Address address) {
        if (!mayBeWellKnown && DEVELOPMENT_ADDRESSES.contains(address.toHex().toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException(
                    ("Expected a secret %s key, found the well-known development key of %s: anybody can sign with it. "
                                    + "Make a new key, or run with the profile \"devnet\".")
                            .formatted(name, address));
        }
    }
}
