/**
 * Events on their way to Kafka: written in the transaction of their cause, sent in order by the holder of the lease. May
 * use {@code rollup} and {@code leadership}.
 */
@NullMarked
package dev.candor.sequencer.outbox;

import org.jspecify.annotations.NullMarked;
