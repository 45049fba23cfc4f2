package dev.candor.sequencer.signing;

import dev.candor.leadership.Term;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Hash32;

/** Signs what is recorded, and nothing else. */
public interface SlotSigner {

    /**
     * Records, in the running transaction, that {@code digest} fills {@code slot}; recorded before with the same digest it is fine.
     *
     * @throws SlotTakenException another digest fills the slot: a second signature would be slashable
     */
    void record(Slot slot, Hash32 digest, Term term);

    /**
     * Signs, outside any transaction, a digest whose record is committed.
     *
     * @throws SlotTakenException no record, or one with another digest, is committed for the slot
     */
    Signature65 sign(Slot slot, Hash32 digest);
}
