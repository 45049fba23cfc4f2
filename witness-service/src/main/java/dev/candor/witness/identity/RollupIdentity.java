package dev.candor.witness.identity;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;

/**
 * Whose batches this witness attests; stored with the first start, and the same at every later one.
 *
 * @param id the L2 chain id
 * @param rollupAddress the Rollup proxy on L1
 */
public record RollupIdentity(RollupId id, long l1ChainId, Address rollupAddress) {

    /** The EIP-712 domain of all signatures. */
    public CandorDomain domain() {
        return new CandorDomain(l1ChainId, rollupAddress);
    }
}
