package dev.candor.audit.witness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param requestTimeout of one add-checkpoint
 * @param longestPause between two requests to a witness that fails
 */
@ConfigurationProperties("candor.witness")
record WitnessProperties(Duration requestTimeout, Duration longestPause) {}
