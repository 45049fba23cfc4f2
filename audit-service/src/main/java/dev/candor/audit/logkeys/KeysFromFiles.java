package dev.candor.audit.logkeys;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.keys.KeyFiles;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.Ed25519Signer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The keys from files. Another place to keep them replaces these beans, not their users. */
@Configuration(proxyBeanMethods = false)
class KeysFromFiles {

    @Bean
    KeyFiles keyFiles(Environment environment) {
        return new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
    }

    @Bean
    Ed25519Signer logEd25519Signer(KeyFiles files, AuditProperties properties) {
        Bytes seed = files.ed25519Seed("log-ed25519", properties.keys().logEd25519KeyFile());
        return Ed25519PrivateKey.ofSeed(seed.toArray());
    }

    @Bean
    DigestSigner logSigner(KeyFiles files, AuditProperties properties) {
        return files.signer("log", properties.keys().logKeyFile());
    }

    @Bean
    LogKeys logKeys(RollupIdentity rollup, Ed25519Signer logEd25519Signer, DigestSigner logSigner) {
        return new LogKeys(rollup.origin(), logEd25519Signer, logSigner, rollup.domain());
    }
}
