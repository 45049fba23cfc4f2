package dev.candor.sequencer.settlement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How settlement spends.
 *
 * @param postInterval at least this long between two transactions that post batches
 * @param finalizeInterval at least this long between two that raise the final floor, unless many batches wait
 * @param maxFeePerGasGwei what a unit of L1 gas may cost; above it settlement waits
 * @param bumpAfterBlocks L1 blocks without inclusion after which a transaction is replaced at a higher fee
 */
@ConfigurationProperties("candor.settlement")
record SettlementProperties(
        @DefaultValue("1s") Duration postInterval,
        @DefaultValue("10s") Duration finalizeInterval,
        @DefaultValue("500") long maxFeePerGasGwei,
        @DefaultValue("3") int bumpAfterBlocks) {}
