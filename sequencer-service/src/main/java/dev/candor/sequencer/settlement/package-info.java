/**
 * Posts batches and their data to L1, follows them to finality. May use {@code batches}, {@code l1}, {@code
 * leadership}, {@code outbox} and {@code signing}.
 */
@NullMarked
package dev.candor.sequencer.settlement;

import org.jspecify.annotations.NullMarked;
