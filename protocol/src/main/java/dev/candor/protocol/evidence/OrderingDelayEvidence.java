package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;

/**
 * F6: a promised arrival was sealed later than the policy's bound, in a batch with a quorum's beacon.
 *
 * @param policy the one that the header's {@code policyHash} names
 */
public record OrderingDelayEvidence(SignedPromise promise, SignedHeader batch, Policy policy) implements Evidence {
    @Override
    public FaultKind kind() {
        return FaultKind.ORDERING_DELAY;
    }

    @Override
    public Bytes encode() {
        return new AbiTuple()
                .tuple(promise.tuple())
                .tuple(batch.tuple())
                .words(policy.encode().toArray())
                .encode();
    }
}
