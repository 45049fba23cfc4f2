package dev.candor.sequencer.rollup;

import dev.candor.protocol.types.RollupId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The configuration of this process; {@code application.yaml} says what each value means. */
@ConfigurationProperties("candor")
public record SequencerProperties(
        long rollupId,
        Set<Role> roles,
        L1 l1,
        Engine engine,
        Arrivals arrivals,
        Keys keys,
        Ordering ordering,
        Intake intake) {

    public RollupId rollup() {
        return new RollupId(rollupId);
    }

    public boolean plays(Role role) {
        return roles.contains(role);
    }

    /** @param confirmations blocks on top of an L1 event before it counts as confirmed */
    public record L1(
            URI rpcUrl,
            long chainId,
            String rollupAddress,
            long deploymentBlock,
            int confirmations,
            Duration pollInterval,
            Duration requestTimeout) {}

    /** @param rpcUrl the client's private port with the debug and testing namespaces */
    public record Engine(URI rpcUrl, URI engineUrl, Path jwtSecretFile, Duration requestTimeout) {}

    public record Arrivals(String topic) {}

    public record Keys(Path orderKeyFile, Path beaconKeyFile, Path settlementKeyFile) {}

    public record Ordering(Duration emptyBatchAfter, Duration leaseDuration) {}

    public record Intake(Duration nonceGapWait, int maxUnsettledBatches) {}
}
