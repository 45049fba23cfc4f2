package dev.candor.protocol.evidence;

import dev.candor.protocol.types.Bytes;

/** F1: two promises, cuts, headers or statements of one sequencer in one slot. */
public record EquivocationEvidence(SlotPair pair) implements Evidence {
    @Override
    public FaultKind kind() {
        return FaultKind.EQUIVOCATION;
    }

    @Override
    public Bytes encode() {
        return pair.tuple().encode();
    }
}
