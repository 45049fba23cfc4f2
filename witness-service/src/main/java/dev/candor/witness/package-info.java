/**
 * What an outside organisation runs to keep a sequencer honest: it makes every batch anew from L1 and executes it on a client of
 * its own ({@code reexecute}), comes to a verdict ({@code judge}) and signs it ({@code attest}); and it cosigns checkpoints of
 * transparency logs ({@code cosign}).
 */
@NullMarked
package dev.candor.witness;

import org.jspecify.annotations.NullMarked;
