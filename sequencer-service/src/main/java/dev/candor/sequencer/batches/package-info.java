/**
 * The stored batches, from cut to finality, and the queries on them. May use {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.batches;

import org.jspecify.annotations.NullMarked;
