package dev.candor.audit.findings.rules;

import dev.candor.protocol.types.Address;
import java.util.Set;

/**
 * The sequencer's order keys as L1 registers them.
 *
 * @param inForce the one that the object at hand must be signed with
 * @param ever all that ever were in force: a signature by any of them is the sequencer's act
 */
public record Keys(Address inForce, Set<Address> ever) {
    public Keys {
        ever = Set.copyOf(ever);
    }

    boolean isSequencer(Address signer) {
        return ever.contains(signer);
    }
}
