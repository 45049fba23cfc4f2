package dev.candor.audit.rollup;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The configuration that several features need; {@code application.yaml} says what each value means. */
@ConfigurationProperties("candor")
public record AuditProperties(long rollupId, L1 l1, Log log, Keys keys) {

    /** @param confirmations blocks on top of an L1 event before it counts as confirmed */
    public record L1(
            URI rpcUrl,
            long chainId,
            String rollupAddress,
            long deploymentBlock,
            int confirmations,
            Duration pollInterval,
            Duration requestTimeout) {}

    /**
     * @param domain the origin is {@code <domain>/<rollupId>}
     * @param policyFile a C2SP tlog-policy: the witnesses, where they are, and the quorum
     */
    public record Log(String domain, Path policyFile, Duration leaseDuration) {}

    public record Keys(Path logEd25519KeyFile, Path logKeyFile) {}
}
