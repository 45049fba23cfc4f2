package dev.candor.dispute.courtlog;

import dev.candor.protocol.types.Hash32;
import java.util.Map;

/**
 * An event of the court's contracts.
 *
 * @param name as in the contract
 * @param subject what it is about: a fault id, a dispute id or a proof's commitment
 * @param members by name, in the event's order, decimal or 0x-hex
 */
public record CourtEvent(
        String name,
        Hash32 subject,
        Map<String, String> members,
        long blockNumber,
        Hash32 blockHash,
        Hash32 transactionHash,
        int logIndex) {

    public static final String PROOF_COMMITTED = "ProofCommitted";
    public static final String FAULT_PROVEN = "FaultProven";
    public static final String PENALTY_UNCOLLECTABLE = "PenaltyUncollectable";
    public static final String SLASH_QUEUED = "SlashQueued";
    public static final String SLASH_CANCELLED = "SlashCancelled";
    public static final String BOND_SLASHED = "BondSlashed";
    public static final String DISPUTE_FILED = "DisputeFiled";
    public static final String DISPUTE_CLOSED = "DisputeClosed";

    /** @throws IllegalArgumentException the event has no such member */
    public String member(String member) {
        String value = members.get(member);
        if (value == null) {
            throw new IllegalArgumentException(
                    "Expected %s to have a member %s, found %s: the contract differs from its binding."
                            .formatted(name, member, members.keySet()));
        }
        return value;
    }
}
