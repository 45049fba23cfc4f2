package dev.candor.audit.witness;

import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHead;

/**
 * A witness that says it has another tree of this log.
 *
 * @param witness its name in the policy
 * @param head what it was asked to cosign
 * @param note as the log signed that
 * @param why expected and found, for people
 */
public record WitnessContradiction(String witness, TreeHead head, SignedNote note, String why) {}
