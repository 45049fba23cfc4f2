/**
 * What an outside organisation runs to keep a sequencer honest: so far it cosigns checkpoints of transparency logs
 * ({@code cosign}).
 */
@NullMarked
package dev.candor.witness;

import org.jspecify.annotations.NullMarked;
