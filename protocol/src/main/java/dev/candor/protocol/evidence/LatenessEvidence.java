package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;

/** F2: by its deadline no batch on L1 covered a promised arrival or a forced entry. */
public sealed interface LatenessEvidence extends Evidence {
    /** @param policy the one that the promise's {@code policyHash} names */
    record OfPromise(SignedPromise promise, Policy policy) implements LatenessEvidence {
        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.of(false))
                    .words(Words.uint64(0))
                    .tuple(promise.tuple())
                    .words(policy.encode().toArray())
                    .encode();
        }
    }

    /** @param index the entry's in ForcedInbox */
    record OfForcedEntry(long index) implements LatenessEvidence {
        private static final int PROMISE_WORDS = 8;
        private static final int POLICY_WORDS = 13;

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.of(true))
                    .words(Words.uint64(index))
                    .tuple(new AbiTuple().words(Words.zero(PROMISE_WORDS)).bytes(Bytes.EMPTY))
                    .words(Words.zero(POLICY_WORDS))
                    .encode();
        }
    }

    @Override
    default FaultKind kind() {
        return FaultKind.LATENESS;
    }
}
