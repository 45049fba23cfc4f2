/**
 * Comes to a verdict on every batch that is final on L1, from L1 and this witness's own client alone. Fail-closed: only a
 * difference that follows from L1's data is INVALID; whatever else stands in the way is UNAVAILABLE and tried again. May use
 * {@code identity}, {@code reexecute} and {@code attest}.
 */
@NullMarked
package dev.candor.witness.judge;

import org.jspecify.annotations.NullMarked;
