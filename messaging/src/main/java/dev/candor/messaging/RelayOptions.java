package dev.candor.messaging;

/**
 * @param runs false: this process writes to the outbox but never sends
 * @param metrics prefix of the counters {@code .sent} and {@code .failures}, for example {@code candor.sequencer.outbox}
 */
public record RelayOptions(boolean runs, String metrics) {}
