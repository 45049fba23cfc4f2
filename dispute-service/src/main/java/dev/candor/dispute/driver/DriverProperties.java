package dev.candor.dispute.driver;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How cases are brought forward; {@code application.yaml} says what each value means.
 *
 * @param maxGas of one transaction
 */
@ConfigurationProperties("candor.driver")
record DriverProperties(
        Duration leaseDuration, long maxFeePerGasGwei, int bumpAfterBlocks, long maxGas, Duration retryAfter) {}
