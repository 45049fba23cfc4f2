/**
 * Events on their way to Kafka: written in the transaction of their cause, sent in order. May use {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.outbox;

import org.jspecify.annotations.NullMarked;
