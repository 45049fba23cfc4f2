package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Puts the sequencer's name under a refusal. Refusals have no slot: nothing is recorded first. */
@Component
class RefusalSigner {
    private final RollupIdentity rollup;
    private final DigestSigner orderSigner;
    private final Clock clock;

    RefusalSigner(RollupIdentity rollup, @Qualifier("orderSigner") DigestSigner orderSigner, Clock clock) {
        this.rollup = rollup;
        this.orderSigner = orderSigner;
        this.clock = clock;
    }

    /** @param txHash keccak256 of the bytes as they came */
    SignedRefusal sign(Hash32 txHash, Refusal refusal, Hash32 policyHash) {
        AdmissionRefusal statement =
                new AdmissionRefusal(rollup.id(), txHash, refusal.reason(), clock.millis(), policyHash);
        return new SignedRefusal(
                statement,
                orderSigner.sign(statement.digest(rollup.domain())),
                RefusalForm.of(refusal.reason()).words() + ": " + refusal.explanation(),
                refusal.detail());
    }
}
