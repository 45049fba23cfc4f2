package dev.candor.leadership;

import java.time.Duration;

/**
 * A lease to run for.
 *
 * @param rollupId key of the row in {@code lease}
 * @param role what the holder is called in messages, for example {@code orderer}
 * @param duration how long a holder that says nothing keeps the lease; renewed five times as often
 * @param runs false: this process asks {@link Leadership} but never holds the lease
 * @param metrics prefix of the gauges {@code .leading} (0 or 1) and {@code .term}, for example {@code candor.sequencer.leadership}
 */
public record LeaseOptions(long rollupId, String role, Duration duration, boolean runs, String metrics) {}
