/**
 * The execution client behind its port: builds and imports one block a batch, finds the skipped transactions, replays
 * what the client has lost. May use {@code batches} and {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.execution;

import org.jspecify.annotations.NullMarked;
