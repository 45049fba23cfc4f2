package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.types.Bytes;

/** F4: the leaves of a batch contradict each other, the rule of the order, or the transactions behind them. */
public record WrongOrderEvidence(SignedHeader batch, OrderProof proof) implements Evidence {
    @Override
    public FaultKind kind() {
        return FaultKind.WRONG_ORDER;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple()
                .tuple(batch.tuple())
                .words(Words.uint8(proof.variant()))
                .bytes(proof.encode())
                .encode();
    }
}
