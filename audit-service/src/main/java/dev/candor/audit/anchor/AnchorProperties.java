package dev.candor.audit.anchor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the log is anchored and what that may cost.
 *
 * @param contractAddress the AuditAnchor proxy on L1; empty: this log is not anchored
 * @param interval no anchor is older than this by much while the log grows
 * @param everyCheckpoints so many published checkpoints ask for an anchor before the interval is over
 * @param maxFeePerGasGwei what a unit of L1 gas may cost; above it anchoring waits
 * @param bumpAfterBlocks L1 blocks without inclusion after which a transaction is replaced at a higher fee
 * @param maxGas of one anchor; one that asks for more is not sent
 */
@ConfigurationProperties("candor.anchor")
record AnchorProperties(
        @DefaultValue("") String contractAddress,
        @DefaultValue("1h") Duration interval,
        @DefaultValue("7200") int everyCheckpoints,
        @DefaultValue("200") long maxFeePerGasGwei,
        @DefaultValue("3") int bumpAfterBlocks,
        @DefaultValue("150000") long maxGas) {}
