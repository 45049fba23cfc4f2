package dev.candor.audit.rollup;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * Which rollup and which log this is; stored with the first start, and the same at every later one.
 *
 * @param id the L2 chain id
 * @param domain the EIP-712 domain of all signatures
 * @param rollupAddress the Rollup proxy on L1
 * @param origin the log's name, {@code <domain>/<rollupId>} (log.md section 1)
 */
public record RollupIdentity(RollupId id, CandorDomain domain, long l1ChainId, Address rollupAddress, String origin) {

    /** keccak256 of the origin's UTF-8, the log's name on L1. */
    public Hash32 originHash() {
        return Keccak256.hashUtf8(origin);
    }

    /** How the log calls itself as the source of its events (spec/events.md section 1). */
    public String eventSource() {
        return "/rollups/%s/logs/%s".formatted(id, originHash());
    }
}
