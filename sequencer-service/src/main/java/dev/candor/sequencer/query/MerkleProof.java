package dev.candor.sequencer.query;

import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(
        description = "Inclusion of one leaf in a positional keccak-256 tree (spec/protocol.md section 2): leaf hash"
                + " H(0x00 ‖ leaf), node H(0x01 ‖ left ‖ right), verified as in RFC 9162 section 2.1.3.2.")
record MerkleProof(
        @Schema(description = "The root that the signed object names")
        String root,

        @Schema(description = "The leaf's bytes, not hashed")
        String leaf,

        @Schema(description = "Position of the leaf, from 0")
        int index,

        @Schema(description = "Leaves of the tree") int size,

        @Schema(description = "Nodes from the leaf's neighbour up")
        List<String> proof) {

    static MerkleProof of(MerkleTree tree, byte[] leaf, int index) {
        return new MerkleProof(
                tree.root().toHex(),
                Bytes.wrap(leaf).toHex(),
                index,
                tree.size(),
                tree.inclusionProof(index).stream().map(Hash32::toHex).toList());
    }
}
