/**
 * What anybody may see of this witness: who it is, what it attested of a rollup and where it disagrees, which logs it
 * follows, how far it cosigned each, and proofs of forks. May use {@code identity}, {@code logs}, {@code attest} and {@code judge}.
 */
@NullMarked
package dev.candor.witness.status;

import org.jspecify.annotations.NullMarked;
