/**
 * What anybody may see of this witness: who it is, which logs it follows, how far it cosigned each, and proofs of forks. May use
 * {@code identity} and {@code logs}.
 */
@NullMarked
package dev.candor.witness.status;

import org.jspecify.annotations.NullMarked;
