package dev.candor.sequencer.arrivals;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Signs promises whose rows are committed. Signatures are deterministic, so signing again gives the same promise. */
@Component
class PromiseSigner {
    private static final int REMEMBERED = 8192;

    private final DigestSigner orderSigner;
    private final RollupIdentity rollup;

    /** What was signed lately, so that the relay of events need not sign again. */
    private final AtomicReferenceArray<@Nullable IssuedPromise> recent = new AtomicReferenceArray<>(REMEMBERED);

    PromiseSigner(@Qualifier("orderSigner") DigestSigner orderSigner, RollupIdentity rollup) {
        this.orderSigner = orderSigner;
        this.rollup = rollup;
    }

    /** @param committed a row that was read from the table, or whose commit was acknowledged */
    IssuedPromise sign(PromiseRow committed) {
        InclusionPromise promise = committed.promise(rollup.id());
        int slot = (int) (committed.seq() % REMEMBERED);
        IssuedPromise known = recent.get(slot);
        if (known != null && known.promise().equals(promise)) {
            return known;
        }
        IssuedPromise issued =
                new IssuedPromise(promise, orderSigner.sign(promise.digest(rollup.domain())), committed.rawTx());
        recent.set(slot, issued);
        return issued;
    }
}
