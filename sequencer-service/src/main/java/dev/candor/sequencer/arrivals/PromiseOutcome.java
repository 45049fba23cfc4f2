package dev.candor.sequencer.arrivals;

/** What became of an admitted transaction. */
public sealed interface PromiseOutcome {

    record Issued(IssuedPromise promise) implements PromiseOutcome {}

    /**
     * No promise was given; whether the transaction arrived is not known. It may still be in a batch, unpromised.
     *
     * @param detail for the log and the operator
     */
    record NotIssued(String detail) implements PromiseOutcome {}
}
