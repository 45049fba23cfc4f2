package dev.candor.sequencer.rollup;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * Which rollup this is, as its L1 contract says; read once at start and compared with the configuration.
 *
 * @param id the L2 chain id
 * @param domain the EIP-712 domain of all signatures
 * @param genesisHash hash of the L2 genesis block, the parent of batch 1
 * @param genesisTimestampSeconds Unix seconds of the L2 genesis block
 * @param l1DeploymentBlock no L1 origin is lower
 * @param sequencerId whose keys sign; from the registry on L1
 */
public record RollupIdentity(
        RollupId id,
        CandorDomain domain,
        long l1ChainId,
        Address rollupAddress,
        Hash32 genesisHash,
        long genesisTimestampSeconds,
        long l1DeploymentBlock,
        Hash32 sequencerId) {}
