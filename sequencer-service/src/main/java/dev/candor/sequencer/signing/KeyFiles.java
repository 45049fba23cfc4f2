package dev.candor.sequencer.signing;

import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Keys from files, one 0x-hex private key each. Another source of signatures replaces these beans, not their users. */
@Configuration(proxyBeanMethods = false)
class KeyFiles {
    private static final String DEVNET = "devnet";
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

    private final boolean devnet;

    KeyFiles(Environment environment) {
        this.devnet = environment.acceptsProfiles(Profiles.of(DEVNET));
    }

    @Bean
    DigestSigner orderSigner(SequencerProperties properties) {
        return signer("order", properties.keys().orderKeyFile());
    }

    @Bean
    DigestSigner settlementSigner(SequencerProperties properties) {
        return signer("settlement", properties.keys().settlementKeyFile());
    }

    @Bean
    BeaconSigner beaconSigner(SequencerProperties properties) {
        return InMemoryBeaconSigner.ofScalar(
                read("beacon", properties.keys().beaconKeyFile()).toArray());
    }

    private DigestSigner signer(String name, Path file) {
        DigestSigner signer = new InMemorySigner(PrivateKey.of(read(name, file).toArray()));
        refuseDevelopmentKey(name, signer.address());
        return signer;
    }

    private void refuseDevelopmentKey(String name, Address address) {
        if (!devnet && DEVELOPMENT_ADDRESSES.contains(address.toHex().toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException(
                    ("Expected a secret %s key, found the well-known development key of %s: anybody can sign with it. "
                                    + "Make a new key, or run with the profile \"devnet\".")
                            .formatted(name, address));
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
}
