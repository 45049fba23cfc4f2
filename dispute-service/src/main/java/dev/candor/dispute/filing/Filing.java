package dev.candor.dispute.filing;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;

/**
 * Evidence that a checker accepted.
 *
 * @param prover who gets the reward
 * @param commitment of this proof by this prover, as the FaultRegister makes it
 * @param obstacle what L1 said against it the last time
 */
public record Filing(
        int kind,
        Hash32 evidenceHash,
        Bytes evidence,
        Address prover,
        Hash32 commitment,
        Hash32 faultId,
        Hash32 accused,
        long generation,
        long number,
        long filedAtMillis,
        Optional<String> obstacle) {}
