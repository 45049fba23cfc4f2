/**
 * Cut, seed, order, header, statement: produces the batches. May use {@code arrivals}, {@code batches}, {@code
 * execution}, {@code l1}, {@code rollback} and {@code signing}, and the modules {@code leadership} and {@code messaging}.
 */
@NullMarked
package dev.candor.sequencer.ordering;

import org.jspecify.annotations.NullMarked;
