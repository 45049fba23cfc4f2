package dev.candor.bench.audit;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What one load found.
 *
 * @param entries covered by checkpoints between the first and the last sighting that count
 * @param elapsedNanos between these two
 * @param latency from add to the first checkpoint seen that covers it, milliseconds
 */
record Coverage(String name, long entries, long elapsedNanos, Histogram latency) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The rate from the load's begin to the last sighting.
     *
     * @param fromSize the log's size when the load began
     */
    static Coverage between(
            String name,
            List<CheckpointWatch.Sighting> sightings,
            long fromSize,
            long startedAtNanos,
            Histogram latency) {
        CheckpointWatch.Sighting last = sightings.getLast();
        return new Coverage(name, last.size() - fromSize, last.atNanos() - startedAtNanos, latency);
    }

    double perSecond() {
        return entries * NANOS_PER_SECOND / elapsedNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-40s %9.0f entries/s   in a checkpoint after p50 %5d  p90 %5d  p99 %5d  max %5d ms   (%d entries, %d measured)",
                name,
                perSecond(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(90),
                latency.getValueAtPercentile(99),
                latency.getMaxValue(),
                entries,
                latency.getTotalCount());
    }
}
