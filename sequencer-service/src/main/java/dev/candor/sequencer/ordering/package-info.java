/**
 * Cut, seed, order, header, statement: produces the batches. May use {@code arrivals}, {@code batches}, {@code
 * execution}, {@code l1}, {@code leadership}, {@code outbox} and {@code signing}.
 */
@NullMarked
package dev.candor.sequencer.ordering;

import org.jspecify.annotations.NullMarked;
