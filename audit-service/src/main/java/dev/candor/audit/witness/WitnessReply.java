package dev.candor.audit.witness;

import dev.candor.tlog.NoteSignature;
import java.util.List;

/** What a witness said to add-checkpoint. */
sealed interface WitnessReply {
    /** @param lines verified, at least one */
    record Cosigned(List<NoteSignature> lines) implements WitnessReply {}

    /** 409: the witness cosigned another size last. */
    record Conflict(long size) implements WitnessReply {}

    /** 422: what we sent does not extend what the witness has, though the sizes agree. */
    record Inconsistent(String why) implements WitnessReply {}

    /** Any other status, or a body that is not what the specification says. */
    record Refused(String why) implements WitnessReply {}

    /** No answer. */
    record Silent(String why) implements WitnessReply {}
}
