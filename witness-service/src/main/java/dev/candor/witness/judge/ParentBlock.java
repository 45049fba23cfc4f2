package dev.candor.witness.judge;

import dev.candor.protocol.types.Hash32;

/** What this witness made of the parent of a batch. */
sealed interface ParentBlock {

    /** Its L2 block, by this witness's own execution. */
    record Block(Hash32 hash) implements ParentBlock {}

    /** It does not rebuild: no state follows from it, for anybody. */
    record None() implements ParentBlock {}

    /** Nothing yet: a lack of this witness. */
    record NotJudged() implements ParentBlock {}
}
