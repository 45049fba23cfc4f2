package dev.candor.sequencer.batches;

/** How far a batch has come; only forward, but for VOIDED. */
public enum BatchStatus {
    /** The cut is recorded and signed; the seed may not be known yet. */
    CUT,
    /** The header is recorded and signed. */
    ORDERED,
    /** The block is built and imported, the statement recorded and signed. */
    EXECUTED,
    /** In an L1 transaction that is in a block. */
    POSTED,
    /** Posted, and as deep in L1 as the configuration asks. */
    CONFIRMED,
    /** The challenge window has passed, L1 says final. */
    FINAL,
    /** Voided by a rollback; the numbers belong to an ended generation. */
    VOIDED
}
