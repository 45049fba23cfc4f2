/**
 * The one line of arrival numbers: appends admitted transactions to Kafka, commits their rows, signs their promises, reads
 * the line back, and repairs it when the topic has lost its tail. May use {@code rollup} and {@code signing}, the
 * module {@code leadership}, and for the clients and the form of events {@code messaging}.
 */
@NullMarked
package dev.candor.sequencer.arrivals;

import org.jspecify.annotations.NullMarked;
