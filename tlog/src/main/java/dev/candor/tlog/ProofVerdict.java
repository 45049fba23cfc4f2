package dev.candor.tlog;

/** Whether an offline proof convinces. */
public sealed interface ProofVerdict {
    /**
     * @param index of the entry in the log
     * @param policy who signed the checkpoint
     */
    record Accepted(long index, PolicyVerdict.Satisfied policy) implements ProofVerdict {}

    record Rejected(String why) implements ProofVerdict {}
}
