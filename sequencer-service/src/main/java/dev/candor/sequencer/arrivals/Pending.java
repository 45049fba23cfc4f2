package dev.candor.sequencer.arrivals;

import java.util.concurrent.CompletableFuture;

/** A transaction between its append and its promise. Its number is set once, by the acknowledgement. */
final class Pending {
    private final AdmittedTransaction admitted;
    private final Segment segment;
    private final long appendedNanos = System.nanoTime();
    private final CompletableFuture<PromiseOutcome> outcome = new CompletableFuture<>();
    private long acknowledgedNanos;
    private PromiseRow row;

    Pending(AdmittedTransaction admitted, Segment segment) {
        this.admitted = admitted;
        this.segment = segment;
        this.row = PromiseRow.promised(-1, admitted);
    }

    void acknowledged(long offset) {
        this.acknowledgedNanos = System.nanoTime();
        this.row = PromiseRow.promised(segment.seqAt(offset).value(), admitted);
    }

    PromiseRow row() {
        return row;
    }

    long seq() {
        return row.seq();
    }

    Segment segment() {
        return segment;
    }

    int sizeBytes() {
        return admitted.rawTx().size();
    }

    long appendedNanos() {
        return appendedNanos;
    }

    long acknowledgedNanos() {
        return acknowledgedNanos;
    }

    CompletableFuture<PromiseOutcome> outcome() {
        return outcome;
    }
}
