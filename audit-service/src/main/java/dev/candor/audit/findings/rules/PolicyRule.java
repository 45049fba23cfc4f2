package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A header that names another policy than the one in force at its origin, or breaks that one's plain bounds. */
public final class PolicyRule {
    /** @param inForce the policy at the header's L1 origin */
    public Optional<Finding> judge(SeenBatch batch, Policy inForce) {
        List<String> breaks = breaks(batch.header(), inForce);
        if (breaks.isEmpty()) {
            return Optional.empty();
        }
        Evidence evidence = Evidence.of()
                .signed("header", batch.signedHeader())
                .bytes("policyInForce", inForce.encode())
                .entries(batch.at().entry())
                .build();
        return Optional.of(new Finding(
                FindingKind.WRONG_POLICY,
                batch.subject(),
                new Words(
                        batch.words() + " to keep the policy in force at L1 block "
                                + Long.toUnsignedString(batch.header().l1OriginNumber()),
                        String.join("; ", breaks),
                        "It cannot be posted, or is INVALID if it is. Compare ParameterRegistry with what the orderer follows of L1."),
                evidence));
    }

    private static List<String> breaks(BatchHeader header, Policy policy) {
        List<String> breaks = new ArrayList<>();
        if (!header.policyHash().equals(policy.hash())) {
            breaks.add("policyHash " + header.policyHash() + " instead of " + policy.hash());
        }
        boolean knownKind = header.beaconKind() >= 0 && header.beaconKind() <= 2;
        if (!knownKind || (policy.beaconKinds() >>> header.beaconKind() & 1) == 0) {
            breaks.add("beacon kind " + header.beaconKind() + ", which the policy does not allow");
        }
        long maxCount = Integer.toUnsignedLong(policy.maxCount());
        if (Long.compareUnsigned(header.seqCount(), Math.max(1, maxCount)) > 0) {
            breaks.add(Long.toUnsignedString(header.seqCount()) + " arrivals instead of at most " + maxCount);
        }
        return breaks;
    }
}
