package dev.candor.dispute.rollup;

import dev.candor.keys.KeyFiles;
import dev.candor.protocol.signing.DigestSigner;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The key of the account that pays gas and is the prover where nobody names another. Another place to keep it replaces this bean. */
@Configuration(proxyBeanMethods = false)
class CourtAccountFromFile {
    private static final Logger log = LoggerFactory.getLogger(CourtAccountFromFile.class);

    @Bean
    DigestSigner courtAccount(Environment environment) {
        KeyFiles files = new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
        Path file = Path.of(environment.getProperty("candor.keys.court-key-file", ""));
        DigestSigner account = files.signer("court", file);
        log.info("the court account is {}", account.address());
        return account;
    }
}
