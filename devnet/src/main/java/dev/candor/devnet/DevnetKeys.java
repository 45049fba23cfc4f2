package dev.candor.devnet;

import dev.candor.keys.DevelopmentSeeds;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.DevAccounts.DevAccount;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who signs in a devnet. Every key here is public: worthless anywhere else, and refused by the service outside its profile
 * {@code devnet}.
 */
public final class DevnetKeys {

    /** Accounts beyond {@link DevAccounts} with funds on the L2; see {@link #derived}. */
    public static final int DERIVED_ACCOUNTS = 1_000;

    /** How their keys are made, for programs in other languages. */
    public static final String DERIVATION = "private key i = keccak256(utf8('candor devnet account ' + i))";

    static final BigInteger DERIVED_BALANCE_WEI = BigInteger.TEN.pow(18 + 4);

    private static final String BEACON_SCALAR = "0x" + "2a".repeat(32);

    private DevnetKeys() {}

    /** Deploys the contracts and holds the sequencer's bond. */
    public static DevAccount deployer() {
        return DevAccounts.ALL.get(0);
    }

    /** Signs promises, cuts, headers and statements. */
    public static DevAccount order() {
        return DevAccounts.ALL.get(1);
    }

    /** Pays for the posting of batches on L1. */
    public static DevAccount settlement() {
        return DevAccounts.ALL.get(2);
    }

    /** Signs the checkpoints of the transparency log. */
    public static DevAccount log() {
        return DevAccounts.LOG;
    }

    /** Pays for the anchoring of the log on L1. */
    public static DevAccount anchor() {
        return DevAccounts.ALL.get(4);
    }

    /** Public key of the sequencer's own beacon, 192 bytes as 0x-hex. */
    public static String beaconKey() {
        return InMemoryBeaconSigner.ofScalar(Bytes.fromHex(BEACON_SCALAR).toArray())
                .key()
                .toBytes()
                .toHex();
    }

    /** One of the {@value #DERIVED_ACCOUNTS} further accounts that are funded in the L2's genesis, from 0. */
    public static PrivateKey derived(int index) {
        return PrivateKey.of(
                Keccak256.hashUtf8("candor devnet account " + index).toArray());
    }

    /** Writes the key files that the services read. */
    static void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("order.key"), order().privateKey());
            Files.writeString(directory.resolve("settlement.key"), settlement().privateKey());
            Files.writeString(directory.resolve("beacon.key"), BEACON_SCALAR);
            Files.writeString(directory.resolve("log.key"), log().privateKey());
            Files.writeString(directory.resolve("anchor.key"), anchor().privateKey());
            Files.writeString(
                    directory.resolve("log-ed25519.key"), DevelopmentSeeds.log().toHex());
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not write the devnet's key files into " + directory, failure);
        }
    }
}
