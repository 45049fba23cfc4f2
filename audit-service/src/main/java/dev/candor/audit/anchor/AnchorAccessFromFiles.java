package dev.candor.audit.anchor;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.keys.KeyFiles;
import dev.candor.l1.L1Connection;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The account's key from a file. Another place to keep it replaces this bean. */
@Configuration(proxyBeanMethods = false)
@Conditional(AnchorIsConfigured.class)
class AnchorAccessFromFiles {

    @Bean
    AnchorAccess anchorAccess(AuditProperties properties, Environment environment) {
        KeyFiles files = new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
        Path file = Path.of(environment.getProperty("candor.keys.anchor-key-file", ""));
        return new AnchorAccess(
                L1Connection.open(properties.l1().rpcUrl(), properties.l1().requestTimeout()),
                files.signer("anchor", file));
    }
}
