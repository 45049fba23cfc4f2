package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.types.Bytes;

/** F11: two attestations, verdicts or cut shares of one seat in one slot. */
public record WitnessContradictionEvidence(long seatId, SlotPair pair) implements Evidence {
    @Override
    public FaultKind kind() {
        return FaultKind.WITNESS_CONTRADICTION;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple().words(Words.uint64(seatId)).tuple(pair.tuple()).encode();
    }
}
