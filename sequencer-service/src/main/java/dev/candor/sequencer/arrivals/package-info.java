/**
 * The one line of arrival numbers: appends admitted transactions to Kafka, commits their rows, signs their promises, and
 * reads the line back. May use {@code rollup} and {@code signing}.
 */
@NullMarked
package dev.candor.sequencer.arrivals;

import org.jspecify.annotations.NullMarked;
