package dev.candor.audit.checkpoint;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval between two checkpoints at least
 * @param quorumTimeout how long one checkpoint waits for its quorum before a newer one is tried
 * @param disbelievedWitnesses names of witnesses in the policy whose word that they have a newer tree is not believed
 */
@ConfigurationProperties("candor.checkpoint")
record CheckpointProperties(
        Duration interval,
        Duration quorumTimeout,
        @DefaultValue List<String> disbelievedWitnesses) {
    CheckpointProperties {
        disbelievedWitnesses = List.copyOf(disbelievedWitnesses);
    }
}
