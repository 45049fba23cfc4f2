package dev.candor.sequencer.intake;

import dev.candor.sequencer.arrivals.IssuedPromise;

/** What the sender of a transaction is answered. */
public sealed interface Admission {

    /** A new arrival, and its promise. */
    record Admitted(IssuedPromise promise) implements Admission {}

    /** The same bytes are pending: the promise they were given before. */
    record AlreadyPromised(IssuedPromise promise) implements Admission {}

    record Refused(SignedRefusal refusal) implements Admission {}
}
