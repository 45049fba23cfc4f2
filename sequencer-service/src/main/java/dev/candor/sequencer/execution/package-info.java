/**
 * The sequencer's own execution client ({@code dev.candor.execution}): executes the stored batches on it, answers reads from it,
 * keeps execution witnesses. May use {@code batches} and {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.execution;

import org.jspecify.annotations.NullMarked;
