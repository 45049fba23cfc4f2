package dev.candor.witness.identity;

import dev.candor.keys.KeyFiles;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.Ed25519Signer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The key from a file. Another place to keep it replaces the signer, not its users. */
@Configuration(proxyBeanMethods = false)
class KeyFromFile {
    private static final Logger log = LoggerFactory.getLogger(KeyFromFile.class);

    @Bean
    Ed25519Signer witnessSigner(Environment environment, WitnessProperties properties) {
        KeyFiles files = new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
        Bytes seed = files.ed25519Seed("witness", properties.keys().witnessKeyFile());
        return Ed25519PrivateKey.ofSeed(seed.toArray());
    }

    @Bean
    WitnessIdentity witnessIdentity(WitnessProperties properties, Ed25519Signer witnessSigner) {
        String name = properties.witness().name();
        if (name.isEmpty()) {
            throw new IllegalStateException(
                    "Expected a name for this witness, found none: set candor.witness.name, e.g. example.org/witness.");
        }
        WitnessIdentity identity = new WitnessIdentity(name, witnessSigner);
        log.info("this witness is {}", identity.verifierKey());
        return identity;
    }
}
