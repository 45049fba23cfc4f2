package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * Names a fault for ever: one penalty per id, whoever proves it, with whatever evidence (spec/faults.md section 1).
 *
 * @param accused a sequencerId, a log's originHash, or an address left-padded
 * @param slot {@code abi.encode} of what the kind's slot is
 */
public record FaultId(int kind, Hash32 accused, RollupId rollupId, Bytes slot) {

    /** The slot of a fault that lies in a batch. */
    public static Bytes batchSlot(Generation generation, BatchNumber number) {
        return Bytes.wrap(new AbiWords(2)
                .uint64(generation.value())
                .uint64(number.value())
                .finish());
    }

    /** The slot of F2 and F6. */
    public static Bytes arrivalSlot(boolean forced, long seqOrForcedIndex) {
        return Bytes.wrap(
                new AbiWords(2).uint8(forced ? 1 : 0).uint64(seqOrForcedIndex).finish());
    }

    /** {@code keccak256(abi.encode(uint8 kind, bytes32 accused, uint64 rollupId, bytes slot))}. */
    public Hash32 hash() {
        byte[] head = new AbiWords(3)
                .uint8(kind)
                .bytes32(accused)
                .uint64(rollupId.value())
                .finish();
        return Keccak256.hash(
                new AbiTuple().words(head).bytes(slot).encodeParameters().toArray());
    }
}
