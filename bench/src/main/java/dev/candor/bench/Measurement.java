package dev.candor.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * @param accepted transactions whose answer was a hash
 * @param refused answers that were errors
 * @param latency of whole requests, microseconds
 */
record Measurement(String name, long accepted, long refused, long elapsedNanos, Histogram latency) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;

    double perSecond() {
        return accepted * NANOS_PER_SECOND / elapsedNanos;
    }

    double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-34s %9.0f tx/s   p50 %7.2f  p90 %7.2f  p99 %7.2f  max %7.2f ms   accepted %d refused %d",
                name,
                perSecond(),
                millisAt(50),
                millisAt(90),
                millisAt(99),
                latency.getMaxValue() / MICROS_PER_MILLI,
                accepted,
                refused);
    }
}
