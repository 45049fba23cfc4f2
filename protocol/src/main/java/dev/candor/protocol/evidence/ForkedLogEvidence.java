package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * F10: a log signed two trees of one size, or a tree that does not begin with the one it signed before.
 *
 * @param nodes empty when both have one size; else the newer tree's consistency proof of the older size, which here always
 *     begins with the root of the last full subtree of the older tree, also where RFC 6962 leaves it out
 */
public record ForkedLogEvidence(
        LogCheckpoint older,
        Signature65 olderSignature,
        LogCheckpoint newer,
        Signature65 newerSignature,
        List<Hash32> nodes)
        implements Evidence {
    public ForkedLogEvidence {
        nodes = List.copyOf(nodes);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.FORKED_LOG;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple()
                .words(Words.of(older))
                .bytes(olderSignature.toBytes())
                .words(Words.of(newer))
                .bytes(newerSignature.toBytes())
                .hashes(nodes)
                .encode();
    }
}
