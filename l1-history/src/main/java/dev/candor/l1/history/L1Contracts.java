package dev.candor.l1.history;

import dev.candor.protocol.types.Address;

/**
 * The contracts on L1 that a rollup's Rollup names; they never change.
 *
 * @param forcedDelayBlocks L1 blocks from the queueing of a forced entry until it is due
 */
public record L1Contracts(
        Address rollup,
        Address parameterRegistry,
        Address sequencerRegistry,
        Address forcedInbox,
        long forcedDelayBlocks) {}
