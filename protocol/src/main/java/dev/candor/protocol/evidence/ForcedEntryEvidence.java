package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * F7: a batch does not have the forced entries that it took in their places, or has one in another's.
 *
 * @param parent the parent's header; none for batch 1
 * @param position where {@code leaf} stands in the order
 */
public record ForcedEntryEvidence(
        SignedHeader batch, Optional<BatchHeader> parent, int position, OrderLeaf leaf, List<Hash32> proof)
        implements Evidence {
    private static final int HEADER_WORDS = 18;

    public ForcedEntryEvidence {
        proof = List.copyOf(proof);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.FORCED_ENTRY;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple()
                .tuple(batch.tuple())
                .words(parent.map(Words::of).orElseGet(() -> Words.zero(HEADER_WORDS)))
                .words(Words.uint32(position))
                .words(leaf.encode())
                .hashes(proof)
                .encode();
    }
}
