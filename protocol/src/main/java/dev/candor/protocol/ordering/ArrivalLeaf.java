package dev.candor.protocol.ordering;

import dev.candor.protocol.abi.AbiWords;

/**
 * Leaf {@code seq - firstSeq} of the arrival tree (protocol.md section 5).
 *
 * @param position unsigned 32 bits; {@link #NO_POSITION} of duplicates and EMPTY arrivals
 */
public record ArrivalLeaf(CutLeaf cutLeaf, int position) {
    /** 0xffffffff. */
    public static final int NO_POSITION = -1;

    private static final int WORDS = CutLeaf.WORDS + 1;

    /** {@code cutLeaf ‖ abi.encode(position)}, 224 bytes. */
    public byte[] encode() {
        return new AbiWords(WORDS).append(cutLeaf.encode()).uint32(position).finish();
    }
}
