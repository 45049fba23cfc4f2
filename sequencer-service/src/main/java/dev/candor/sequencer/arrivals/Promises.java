package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gives admitted transactions their numbers and their promises: append to Kafka, then commit the row, then sign. Many at once
 * share one commit. Safe for many threads; bounded: beyond the bound it answers {@link PromiseOutcome.NotIssued} at once.
 */
public interface Promises {

    CompletableFuture<PromiseOutcome> promise(AdmittedTransaction transaction);

    /** The promise of the lowest number with this transaction hash, signed anew (the signature is deterministic). */
    Optional<IssuedPromise> find(Hash32 txHash);

    Optional<IssuedPromise> find(Seq seq);

    /** False while the line cannot take arrivals (broker or database away, or the line is being recovered). */
    boolean accepting();
}
