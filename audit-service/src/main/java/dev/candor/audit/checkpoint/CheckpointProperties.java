package dev.candor.audit.checkpoint;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param interval between two checkpoints at least
 * @param quorumTimeout how long one checkpoint waits for its quorum before a newer one is tried
 */
@ConfigurationProperties("candor.checkpoint")
record CheckpointProperties(Duration interval, Duration quorumTimeout) {}
