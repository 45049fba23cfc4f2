package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Hash32;

/**
 * A witness's vote in a dispute (protocol.md section 9).
 *
 * @param round from 0
 * @param verdict the code of a {@link Verdict}
 * @param decidedAt Unix seconds
 */
public record DisputeVerdict(Hash32 disputeId, int round, int verdict, Hash32 evidenceHash, long decidedAt)
        implements SignedObject {
    private static final int WORDS = 6;

    public DisputeVerdict(Hash32 disputeId, int round, Verdict verdict, Hash32 evidenceHash, long decidedAt) {
        this(disputeId, round, verdict.code(), evidenceHash, decidedAt);
    }

    @Override
    public Hash32 typeHash() {
        return TypeHashes.DISPUTE_VERDICT;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .bytes32(disputeId)
                .uint8(round)
                .uint8(verdict)
                .bytes32(evidenceHash)
                .uint64(decidedAt)
                .finish();
    }
}
