package dev.candor.audit.findings;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configuration of findings; {@code application.yaml} says what each value means.
 *
 * @param webhookUrl empty for none
 * @param webhookSecretFile a file whose bytes, without white space at the ends, are the key of the signature
 */
@ConfigurationProperties("candor.findings")
public record FindingsProperties(
        String webhookUrl,
        Path webhookSecretFile,
        Duration warnBeforeDeadline,
        Duration grace,
        Duration witnessStale,
        Duration anchorStale) {}
