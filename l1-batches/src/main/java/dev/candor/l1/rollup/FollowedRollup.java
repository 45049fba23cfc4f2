package dev.candor.l1.rollup;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import java.net.URI;
import java.time.Duration;

/**
 * Which rollup a service reads on L1, and how.
 *
 * @param id the L2 chain id
 * @param address the Rollup proxy
 * @param requestTimeout of every call to L1
 * @param pollInterval between two questions for new blocks
 * @param confirmations blocks on top of an L1 event before it counts as confirmed
 * @param metrics what the names of this reading's gauges begin with
 */
public record FollowedRollup(
        RollupId id,
        long l1ChainId,
        Address address,
        URI rpcUrl,
        Duration requestTimeout,
        Duration pollInterval,
        int confirmations,
        String metrics) {

    /** The EIP-712 domain of everything that is signed for this rollup. */
    public CandorDomain domain() {
        return new CandorDomain(l1ChainId, address);
    }
}
