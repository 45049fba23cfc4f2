package dev.candor.sequencer.query;

import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.policy.Policy;
import dev.candor.sequencer.l1.L1Block;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(description = "The policy that the next batch would be made under, and the L1 block that says so.")
record PolicyInForce(
        PolicyForm policy,
        @Schema(description = "keccak256 of encoded") String policyHash,

        @Schema(description = "abi.encode of the policy: thirteen words")
        String encoded,

        Origin origin) {

    static PolicyInForce of(Policy policy, L1Block origin) {
        return new PolicyInForce(
                PolicyForm.of(policy),
                policy.hash().toHex(),
                policy.encode().toHex(),
                new Origin(
                        Long.toUnsignedString(origin.number()),
                        origin.hash().toHex(),
                        Long.toUnsignedString(origin.timestampSeconds())));
    }

    @Schema(name = "Origin", description = "The newest final L1 block that is fully read.")
    record Origin(
            String number,
            String hash,
            @Schema(description = "Unix seconds") String timestamp) {}

    @Schema(name = "Policy", description = "The members of the policy (spec/protocol.md section 8).")
    record PolicyForm(
            int version,
            @Schema(description = "1 SHUFFLE, 2 FIFO") int ordering,

            @Schema(description = "Bit i allows beacon kind i")
            int beaconKinds,

            @Schema(description = "Bit i admits transaction type i")
            int transactionTypes,

            String batchIntervalMillis,
            String maxGas,
            long maxCount,
            long maxBytes,
            long forcedCap,
            String inclusionDelaySeconds,
            String maxOrderingDelayMillis,
            String feeRecipient,
            String compensationWei) {

        static PolicyForm of(Policy policy) {
            return new PolicyForm(
                    policy.version(),
                    policy.orderingCode(),
                    policy.beaconKinds(),
                    policy.transactionTypes(),
                    Long.toUnsignedString(policy.batchIntervalMillis()),
                    Long.toUnsignedString(policy.maxGas()),
                    Integer.toUnsignedLong(policy.maxCount()),
                    Integer.toUnsignedLong(policy.maxBytes()),
                    Integer.toUnsignedLong(policy.forcedCap()),
                    Long.toUnsignedString(policy.inclusionDelaySeconds()),
                    Long.toUnsignedString(policy.maxOrderingDelayMillis()),
                    Eip55.format(policy.feeRecipient()),
                    policy.compensationWei().toString());
        }
    }
}
