package dev.candor.dispute.rollup;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The configuration that several features need; {@code application.yaml} says what each value means. */
@ConfigurationProperties("candor")
public record DisputeProperties(long rollupId, L1 l1) {

    /** @param disputeCourtAddress the DisputeCourt proxy; it names the other contracts */
    public record L1(
            URI rpcUrl, long chainId, String disputeCourtAddress, Duration pollInterval, Duration requestTimeout) {}
}
