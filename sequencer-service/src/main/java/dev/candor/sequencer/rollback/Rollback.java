package dev.candor.sequencer.rollback;

import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;

/**
 * A rollback that an L1 block holds.
 *
 * @param generation the one that begins
 * @param anchorNumber the newest batch that stays, 0 for genesis
 * @param anchorHash its batch hash, or the genesis hash
 * @param transactionHash where L1 has it
 */
public record Rollback(
        Generation generation,
        long anchorNumber,
        Hash32 anchorHash,
        Hash32 faultId,
        Hash32 transactionHash,
        long blockNumber,
        Hash32 blockHash,
        int logIndex) {}
