package dev.candor.dispute.rollup;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;

/**
 * Whose court it is; stored with the first start, and the same at every later one.
 *
 * @param id the L2 chain id
 * @param court the DisputeCourt proxy on L1
 */
public record CourtIdentity(RollupId id, long l1ChainId, Address court) {}
