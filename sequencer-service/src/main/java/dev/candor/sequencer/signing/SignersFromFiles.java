package dev.candor.sequencer.signing;

import dev.candor.keys.KeyFiles;
import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.sequencer.rollup.SequencerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The sequencer's keys, read from files. Another source of signatures replaces these beans, not their users. */
@Configuration(proxyBeanMethods = false)
class SignersFromFiles {
    private final KeyFiles files;
    private final SequencerProperties.Keys keys;

    SignersFromFiles(Environment environment, SequencerProperties properties) {
        this.files = new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
        this.keys = properties.keys();
    }

    @Bean
    DigestSigner orderSigner() {
        return files.signer("order", keys.orderKeyFile());
    }

    @Bean
    DigestSigner settlementSigner() {
        return files.signer("settlement", keys.settlementKeyFile());
    }

    @Bean
    BeaconSigner beaconSigner() {
        return InMemoryBeaconSigner.ofScalar(
                files.secret("beacon", keys.beaconKeyFile()).toArray());
    }
}
