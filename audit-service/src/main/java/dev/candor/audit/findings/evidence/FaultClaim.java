package dev.candor.audit.findings.evidence;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which fault of whom (spec/faults.md section 1): all that tells one punishable act from another.
 *
 * @param kind the number after the F
 * @param accused a sequencerId, or an address left-padded with zeros
 * @param slot {@code abi.encode} of what the catalogue says for the kind
 */
public record FaultClaim(int kind, Hash32 accused, RollupId rollupId, Bytes slot) {
    private static final int BYTES_OFFSET = 4 * AbiWords.WORD_BYTES;

    /** F1: two objects in one slot; {@code object} is either of them. */
    public static FaultClaim equivocation(Hash32 accused, RollupId rollupId, SignedObject object, Slot slot) {
        AbiWords words = new AbiWords(object instanceof InclusionPromise ? 3 : 4).bytes32(object.typeHash());
        words.uint64(rollupId.value());
        if (!(object instanceof InclusionPromise)) {
            words.uint64(slot.generation());
        }
        return new FaultClaim(
                1, accused, rollupId, Bytes.wrap(words.uint64(slot.number()).finish()));
    }

    /** F2 and F6: about an arrival, or a forced entry. */
    public static FaultClaim ofArrival(int kind, Hash32 accused, RollupId rollupId, boolean forced, long index) {
        byte[] slot = new AbiWords(2).uint8(forced ? 1 : 0).uint64(index).finish();
        return new FaultClaim(kind, accused, rollupId, Bytes.wrap(slot));
    }

    /** F3 to F5 and F7: about a batch. */
    public static FaultClaim ofBatch(
            int kind, Hash32 accused, RollupId rollupId, Generation generation, BatchNumber number) {
        byte[] slot = new AbiWords(2)
                .uint64(generation.value())
                .uint64(number.value())
                .finish();
        return new FaultClaim(kind, accused, rollupId, Bytes.wrap(slot));
    }

    /** F10: about a log's tree of one size; {@code accused} is the log key's address, padded. */
    public static FaultClaim forkedLog(Hash32 accused, RollupId rollupId, LogCheckpoint checkpoint) {
        byte[] slot = new AbiWords(2)
                .bytes32(checkpoint.originHash())
                .uint64(checkpoint.size())
                .finish();
        return new FaultClaim(10, accused, rollupId, Bytes.wrap(slot));
    }

    /** {@code keccak256(abi.encode(uint8 kind, bytes32 accused, uint64 rollupId, bytes slot))}. */
    public Hash32 faultId() {
        byte[] encoded = new AbiWords(5 + slot.size() / AbiWords.WORD_BYTES)
                .uint8(kind)
                .bytes32(accused)
                .uint64(rollupId.value())
                .uint64(BYTES_OFFSET)
                .uint64(slot.size())
                .append(slot.readOnlyArray())
                .finish();
        return Keccak256.hash(encoded);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fault", "F" + kind);
        json.put("accused", accused.toHex());
        json.put("slot", slot.toHex());
        json.put("faultId", faultId().toHex());
        return json;
    }
}
