package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * F3: a batch has something else at {@code seq} than its sequencer promised.
 *
 * @param leaf what stands at the promise's seq; its position counts only with {@code inArrivalTree}
 */
public record SubstitutionEvidence(
        SignedPromise promise, SignedHeader batch, ArrivalLeaf leaf, boolean inArrivalTree, List<Hash32> proof)
        implements Evidence {
    public SubstitutionEvidence {
        proof = List.copyOf(proof);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.SUBSTITUTION;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple()
                .tuple(promise.tuple())
                .tuple(batch.tuple())
                .words(leaf.cutLeaf().encode())
                .words(Words.of(inArrivalTree))
                .words(Words.uint32(leaf.position()))
                .hashes(proof)
                .encode();
    }
}
