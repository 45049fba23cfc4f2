package dev.candor.tlog;

import java.util.List;

/** Whether a signed checkpoint is valid under a {@link TrustPolicy}. */
public sealed interface PolicyVerdict {
    /**
     * @param logSignatures of logs of the policy, at least one
     * @param cosignatures of all witnesses of the policy that cosigned, also beyond the quorum; their times are read with
     *     {@link CosignatureV1#timestampSeconds}
     */
    record Satisfied(
            Checkpoint checkpoint, List<NoteOpening.Verified> logSignatures, List<NoteOpening.Verified> cosignatures)
            implements PolicyVerdict {
        public Satisfied {
            logSignatures = List.copyOf(logSignatures);
            cosignatures = List.copyOf(cosignatures);
        }
    }

    record Unsatisfied(String why) implements PolicyVerdict {}
}
