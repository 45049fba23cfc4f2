/**
 * Execution witnesses (spec/execution-witness.md): taken while the execution client still has the state, and kept. May use
 * {@code rollup}, {@code batches} and {@code execution}, and the module {@code leadership}.
 */
@NullMarked
package dev.candor.sequencer.witness;

import org.jspecify.annotations.NullMarked;
