package dev.candor.audit.ingest;

import java.util.Optional;

/**
 * Up to when the log has everything that Kafka had: what is not in the log after that was not in Kafka then. Known only to the
 * process that takes records.
 */
public interface KafkaTaken {
    /**
     * @param atMillis Unix milliseconds by this service's clock
     * @param size the log had at most so many entries when it had everything
     */
    record Moment(long atMillis, long size) {}

    /** Empty until everything was taken once, and after the stage stopped. */
    Optional<Moment> newest();
}
