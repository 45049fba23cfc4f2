package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * The sequencer's signed refusal of a transaction (protocol.md section 3).
 *
 * @param reason the code of a {@link RefusalReason}
 * @param txHash keccak256 of the bytes that were sent, whether they decode or not
 * @param refusedAtMillis Unix milliseconds by the sequencer's clock
 */
public record AdmissionRefusal(RollupId rollupId, Hash32 txHash, int reason, long refusedAtMillis, Hash32 policyHash)
        implements SignedObject {
    private static final int WORDS = 6;

    public AdmissionRefusal(
            RollupId rollupId, Hash32 txHash, RefusalReason reason, long refusedAtMillis, Hash32 policyHash) {
        this(rollupId, txHash, reason.code(), refusedAtMillis, policyHash);
    }

    @Override
    public Hash32 typeHash() {
        return TypeHashes.ADMISSION_REFUSAL;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .bytes32(txHash)
                .uint16(reason)
                .uint64(refusedAtMillis)
                .bytes32(policyHash)
                .finish();
    }
}
