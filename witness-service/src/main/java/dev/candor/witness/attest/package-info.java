/**
 * The attestations of this witness: one slot for each batch, the row committed before the signature exists, and both shown to
 * anybody. Knows nothing of how a verdict comes about. May use {@code identity}.
 */
@NullMarked
package dev.candor.witness.attest;

import org.jspecify.annotations.NullMarked;
